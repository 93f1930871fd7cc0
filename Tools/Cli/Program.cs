using System;
using ArchGen.Cli;

return CliApp.Run(args, Console.Out, Console.Error);
