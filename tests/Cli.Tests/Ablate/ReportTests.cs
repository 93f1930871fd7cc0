using System;
using System.IO;
using Xunit;

namespace ArchGen.Cli.Tests.Ablate;

public sealed class ReportScratch
{
    [Fact]
    public void Make()
    {
        foreach (var (name, make) in new (string, Action<string>)[] { ("mixers", ReportPages.Mixers), ("rows", ReportPages.Rows), ("attack", ReportPages.Attack), ("nothing", ReportPages.Nothing), ("large", ReportPages.Large) })
        {
            var root = Path.Combine("/tmp/report-look", name);
            if (Directory.Exists(root))
                Directory.Delete(root, true);
            make(root);
            var run = Cli.Run("ablate", "report", root);
            Assert.Equal("", run.Error);
        }
    }
}
