using System;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ArchGen.Cli.Ablate.Journal;

/// <summary>How a study's files are written: camel case, values as they are in the spec, and no number lost.</summary>
internal static class JournalJson
{
    /// <summary>A line.</summary>
    public static JsonSerializerOptions Line { get; } = Options(false);

    /// <summary>A file that is read by people too.</summary>
    public static JsonSerializerOptions File { get; } = Options(true);

    private static JsonSerializerOptions Options(bool indented) => new(JsonSerializerDefaults.Web)
    {
        WriteIndented = indented,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        IgnoreReadOnlyProperties = true,
        AllowOutOfOrderMetadataProperties = true,
        Converters = { new ScalarConverter() },
    };

    /// <summary>A value of a spec: a whole number stays one, and <c>3.0</c> none.</summary>
    private sealed class ScalarConverter : JsonConverter<object>
    {
        public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number when reader.TryGetInt64(out var whole) && reader.ValueSpan.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 => whole,
            JsonTokenType.Number => reader.GetDouble(),
            _ => throw new JsonException("A value is a number, a string, true or false."),
        };

        public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
        {
            switch (value)
            {
                case bool truth: writer.WriteBooleanValue(truth); break;
                case string text: writer.WriteStringValue(text); break;
                case double number when !double.IsFinite(number): writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture)); break;
                case double number:
                    var digits = number.ToString("R", CultureInfo.InvariantCulture);
                    writer.WriteRawValue(digits.AsSpan().IndexOfAny('.', 'E') < 0 ? digits + ".0" : digits);
                    break;
                case IConvertible whole: writer.WriteNumberValue(whole.ToInt64(CultureInfo.InvariantCulture)); break;
                default: throw new JsonException($"{value.GetType()} is no value of a spec.");
            }
        }
    }
}
