using ArchGen.LanguageServer;

return await Server.RunOnStandardStreamsAsync().ConfigureAwait(false);
