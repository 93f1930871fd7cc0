namespace ArchGen.Dsl.Diagnostics;

/// <summary>Codes ARCH0400–ARCH0449: ablations, recipes, key maps, and what is expected of inputs.</summary>
public static partial class Catalog
{
    /// <summary>An axis of single values that isn't called by a parameter.</summary>
    public static readonly DiagnosticDescriptor AxisIsNoParameter = new(
        "ARCH0400", Severity.Error, "Axis that is no parameter",
        "'{0}' has no parameter '{1}'{2}; an option that sets parameters by name is written 'name = (parameter: value)'");

    /// <summary>Two options of one axis, or two axes, are called the same.</summary>
    public static readonly DiagnosticDescriptor OptionTwice = new(
        "ARCH0401", Severity.Error, "Option named twice", "'{0}' is already {1}; choose another name");

    /// <summary>Two axes set one parameter.</summary>
    public static readonly DiagnosticDescriptor ParameterInTwoAxes = new(
        "ARCH0402", Severity.Error, "Parameter set by two axes", "'{0}' is set by the axis '{1}' already, so that its value would depend on their order");

    /// <summary>A member that doesn't compile.</summary>
    public static readonly DiagnosticDescriptor MemberFails = new(
        "ARCH0403", Severity.Error, "Member doesn't compile", "{0} doesn't compile: {1}");

    /// <summary>Conditions that leave no member.</summary>
    public static readonly DiagnosticDescriptor NoMember = new(
        "ARCH0404", Severity.Error, "No member is left", "None of the {0} members of '{1}' satisfies '{2}'{3}");

    /// <summary>Two members that are the same network.</summary>
    public static readonly DiagnosticDescriptor SameMember = new(
        "ARCH0405", Severity.Warning, "Member equal to another", "{0}, {1} for both");

    /// <summary>An ablation that varies nothing.</summary>
    public static readonly DiagnosticDescriptor NoAxis = new(
        "ARCH0406", Severity.Error, "Ablation without an axis", "'{0}' varies nothing: give it an axis, such as 'axis parameter: first = 1, second = 2'");

    /// <summary>More members than are worth compiling.</summary>
    public static readonly DiagnosticDescriptor TooManyMembers = new(
        "ARCH0407", Severity.Error, "Too many members", "'{0}' has {1} members, more than {2}: take fewer axes or options, or make several ablations");

    /// <summary>A member whose name in C# is taken.</summary>
    public static readonly DiagnosticDescriptor MemberName = new(
        "ARCH0408", Severity.Error, "Member's name is taken", "The member of {0} would be called '{1}', which is {2}: rename an option");

    /// <summary>A path that no step is at.</summary>
    public static readonly DiagnosticDescriptor NoSuchStep = new(
        "ARCH0409", Severity.Error, "No step at a path", "'{0}' has no step '{1}'{2}");

    /// <summary>A step that can't be removed or replaced.</summary>
    public static readonly DiagnosticDescriptor EditFails = new(
        "ARCH0410", Severity.Error, "Step can't be changed", "'{0}' can't be {1} in '{2}': {3}");

    /// <summary>A mode that there isn't.</summary>
    public static readonly DiagnosticDescriptor NoSuchMode = new(
        "ARCH0411", Severity.Error, "Unknown mode", "'{0}' is no mode of an ablation{1}: there are cross, one_at_a_time, leave_one_out, cumulative and zip");

    /// <summary>Axes that can't be gone through side by side.</summary>
    public static readonly DiagnosticDescriptor UnevenZip = new(
        "ARCH0412", Severity.Error, "Axes of different lengths", "With 'mode: zip', all axes have as many options, but '{0}' has {1} and '{2}' has {3}");

    /// <summary>A condition about an option that there isn't.</summary>
    public static readonly DiagnosticDescriptor NoSuchOption = new(
        "ARCH0413", Severity.Error, "Unknown option", "The axis '{0}' has no option '{1}'{2}");

    /// <summary>A setting that is of the network, or no value.</summary>
    public static readonly DiagnosticDescriptor BadSetting = new(
        "ARCH0414", Severity.Error, "Not a setting", "'{0}' {1}");

    /// <summary>An expectation of no member.</summary>
    public static readonly DiagnosticDescriptor NoSuchMember = new(
        "ARCH0415", Severity.Error, "Unknown member", "'{0}' has no member '{1}'{2}");

    /// <summary>A value that no recipe has.</summary>
    public static readonly DiagnosticDescriptor NoRecipeValue = new(
        "ARCH0416", Severity.Error, "Nothing that a recipe sets", "A recipe sets no '{0}'{1}");

    /// <summary>A recipe's value that can't be.</summary>
    public static readonly DiagnosticDescriptor BadRecipeValue = new(
        "ARCH0417", Severity.Error, "Value out of a recipe's range", "'{0}' is {1}; it must be {2}");

    /// <summary>A name that isn't a recipe's.</summary>
    public static readonly DiagnosticDescriptor NotARecipe = new(
        "ARCH0418", Severity.Error, "Not a recipe", "'{0}' is {1}, not a recipe; one is declared by 'recipe Name {{ epochs: 3 }}'");

    /// <summary>A recipe's value that the others contradict, or without which it means nothing.</summary>
    public static readonly DiagnosticDescriptor RecipeValuesApart = new(
        "ARCH0419", Severity.Error, "Recipe's values don't go together", "'{0}' {1}");

    /// <summary>A rule that no key is of the form of.</summary>
    public static readonly DiagnosticDescriptor KeyRuleUnused = new(
        "ARCH0420", Severity.Error, "Rule without a key", "No key of '{0}' is '{1}'{2}");

    /// <summary>Two keys that become one.</summary>
    public static readonly DiagnosticDescriptor KeysCollide = new(
        "ARCH0421", Severity.Error, "Two keys become one", "In '{0}', both '{1}' and '{2}' become '{3}'");

    /// <summary>A rule whose sides differ in their wildcards.</summary>
    public static readonly DiagnosticDescriptor KeyWildcards = new(
        "ARCH0422", Severity.Error, "Different wildcards", "The left side has {0} and the right side has {1}: both need the same wildcards in the same order");

    /// <summary>A text that is no form of keys.</summary>
    public static readonly DiagnosticDescriptor BadKeyPattern = new(
        "ARCH0423", Severity.Error, "Not a form of keys", "'{0}' is no key: {1}");

    /// <summary>A rule after others that take all its keys.</summary>
    public static readonly DiagnosticDescriptor KeyRuleShadowed = new(
        "ARCH0424", Severity.Error, "Rule behind another", "Every key of the form '{0}' is taken by rules before it ('{1}'): the first rule that fits wins, so put this one first or remove it");

    /// <summary>A map of a model that no variant in sight is of.</summary>
    public static readonly DiagnosticDescriptor KeysUnchecked = new(
        "ARCH0425", Severity.Warning, "Keys without a variant", "No variant of '{0}' compiles here, so there are no keys to check this map against");

    /// <summary>Legal sizes other than expected.</summary>
    public static readonly DiagnosticDescriptor InputExpectationFails = new(
        "ARCH0430", Severity.Error, "Legal sizes other than expected", "{0} is expected to take every input with {1} and no other, but {2}");

    /// <summary>A receptive field that some step hides.</summary>
    public static readonly DiagnosticDescriptor FieldUnknown = new(
        "ARCH0431", Severity.Error, "Receptive field can't be told", "The receptive field of {0} can't be told: '{1}' {2}");

    /// <summary>A receptive field that is asked for as there is none.</summary>
    public static readonly DiagnosticDescriptor NoSuchField = new(
        "ARCH0432", Severity.Error, "Not a receptive field", "'receptive_field' {0}");

    /// <summary>A tensor that a checkpoint's list doesn't have, or has in another shape, or that only the list has.</summary>
    public static readonly DiagnosticDescriptor TensorsDiffer = new(
        "ARCH0433", Severity.Error, "Tensors other than expected", "{0} is expected to have the tensors of {1}, but {2}");

    /// <summary>An expectation of tensors that is none.</summary>
    public static readonly DiagnosticDescriptor NoTensorList = new(
        "ARCH0434", Severity.Error, "Not a list of tensors", "'tensors' {0}");
}
