using System;

namespace ArchGen.LanguageServer.Rpc;

/// <summary>The codes of JSON-RPC and of the language server protocol.</summary>
internal static class ErrorCode
{
    public const int ParseError = -32700;
    public const int InvalidRequest = -32600;
    public const int MethodNotFound = -32601;
    public const int InvalidParams = -32602;
    public const int InternalError = -32603;
    public const int ServerNotInitialized = -32002;
    public const int RequestFailed = -32803;
    public const int ContentModified = -32801;
    public const int RequestCancelled = -32800;
}

/// <summary>What a request is answered with instead of a result.</summary>
internal sealed class RpcException(int code, string message) : Exception(message)
{
    public int Code { get; } = code;
}

/// <summary>Bytes that are no messages: nothing after them can be understood.</summary>
internal sealed class FramingException(string message) : Exception(message);
