using System;
using System.IO;
using System.Linq;
using System.Text;
using ArchGen.Cli.Ablate.Journal;
using Xunit;

namespace ArchGen.Cli.Tests.Ablate;

/// <summary>Studies run: what is trained and how it is told, what fails, what is refused before the first step.</summary>
public class RunTests
{
    private const string Seeds = """
        ablation Seeds of Mixing {
            recipe: Quick
            axis kernel: k3 = 3
            setting seed: first = 1, second = 2
            setting learning_rate: low = 1e-3, huge = 1e38
        }
        """;

    [Fact]
    public void A_member_that_fails_is_told_and_the_others_are_trained()
    {
        using var study = new SmallStudy(160, "epochs: 1; weight_decay: 0", Seeds);
        var run = study.Run("ablate", "run", "Seeds", "--out", "run");
        Assert.Equal((1, ""), (run.Code, run.Error));
        Assert.Contains("2 of 4 members are trained", run.Output);
        var folder = study.Runs();
        var members = folder.Read()!.Members;
        Assert.Equal([MemberState.Finished, MemberState.Failed, MemberState.Finished, MemberState.Failed], members.Select(m => folder.Member(m).Journal.State));
        Assert.Matches("^The loss became .* Lower the learning rate", folder.Member(members[1]).Journal.Failed!.Error);
        Assert.NotEqual(folder.Member(members[0]).Journal.Finished!.Loss, folder.Member(members[2]).Journal.Finished!.Loss); // another seed

        var status = study.Run("ablate", "status", "Seeds", "--out", "run");
        Assert.Equal(1, status.Code);
        Assert.Contains("The loss became", status.Output);
        var again = study.Run("ablate", "run", "Seeds", "--out", "run"); // tries those that failed, and no other
        Assert.Equal(1, again.Code);
        Assert.Equal([1, 2, 1, 2], members.Select(m => folder.Member(m).Journal.Attempts));
    }

    [Fact]
    public void A_folder_of_images_is_known_by_its_files()
    {
        using var study = new SmallStudy(64, more: """
            recipe Pictures { data: "pictures"; image_size: 12; crop_pct: 0.9; channels: 1; crop: 0.3; epochs: 1; batch_size: 4 }
            ablation Drawn of Mixing { recipe: Pictures; axis kernel: k3 = 3, k5 = 5 }
            """);
        foreach (var (name, file) in new[] { ("a", "colour.png"), ("b", "grey.jpg"), ("c", "alpha.png") })
        {
            Directory.CreateDirectory(Path.Combine(study.Path, "pictures", name));
            for (var i = 0; i < 10; i++)
                File.Copy(Path.Combine(Cli.Root, "tests", "Runtime.Tests", "Images", file), Path.Combine(study.Path, "pictures", name, i + Path.GetExtension(file)));
        }

        var run = study.Run("ablate", "run", "Drawn", "--out", "run", "--members", "K3");
        Assert.Equal((0, ""), (run.Code, run.Error));
        var data = study.Runs().Read()!.Data;
        Assert.Equal((24, 6, 3, "1×12×12"), (data.Train, data.Test, data.Classes, string.Join('×', data.Image)));
        File.Copy(Path.Combine(Cli.Root, "tests", "Runtime.Tests", "Images", "colour.jpg"), Path.Combine(study.Path, "pictures", "b", "0.jpg"), overwrite: true);
        var other = study.Run("ablate", "run", "Drawn", "--out", "run");
        Assert.Equal(2, other.Code);
        Assert.Contains("the images of 'pictures' are others (24 and 6, now 24 and 6 for training and testing)", other.Error);
    }

    [Fact]
    public void What_the_disk_says_is_believed_only_where_it_can_be()
    {
        using var study = new SmallStudy(160);
        Assert.Equal(0, study.Run("ablate", "run", "Rows", "--out", "run").Code);
        var folder = study.Runs();
        var (before, text) = (SmallStudy.Result(folder), File.ReadAllText(folder.StudyPath));
        // The weights of a finished member are gone.
        File.Delete(folder.Member("Base").WeightsPath);
        // A journal's end is torn, and what it would go on from is none.
        File.WriteAllText(folder.Member("Gated").JournalPath, File.ReadAllText(folder.Member("Gated").JournalPath)[..^40]);
        File.WriteAllText(folder.Member("Gated").WeightsPath + ".resume", "nothing of the kind");
        // A journal is all garbage.
        File.WriteAllBytes(folder.Member("K5").JournalPath, Encoding.UTF8.GetBytes("\0\0\0{]\n"));
        var run = study.Run("ablate", "run", "Rows", "--out", "run");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(before, SmallStudy.Result(folder));
        Assert.Equal([2, 2, 1], folder.Read()!.Members.Select(m => folder.Member(m).Journal.Attempts));
        Assert.Equal(text, File.ReadAllText(folder.StudyPath));
    }

    [Theory]
    [InlineData("epochs: 4", "", null, "the recipe's epochs was 3 and is 4")]
    [InlineData("epochs: 3", "", "conv2d(8, 4, stride: 4, bias: false)", "Try.Rows.Mixing is built otherwise")]
    [InlineData("epochs: 3; train_images: 100", "", null, "the recipe's train_images was — and is 100")]
    public void A_changed_study_is_refused_and_says_what_differs(string recipe, string more, string? stem, string expected)
    {
        using var study = new SmallStudy(64);
        Assert.Equal(0, study.Run("ablate", "run", "Rows", "--out", "run", "--members", "base").Code);
        Assert.Equal([true, false, false], study.Runs().Read()!.Members.Select(m => study.Runs().Member(m).IsTrained));
        study.Spec("epochs: 3 // a comment changes nothing\n");
        Assert.Equal(0, study.Run("ablate", "run", "Rows", "--out", "run", "--members", "Gat*").Code);
        study.Spec(recipe, more, stem ?? "conv2d(8, 4, stride: 4)");
        var run = study.Run("ablate", "run", "Rows", "--out", "run");
        Assert.Equal(2, run.Code);
        Assert.Contains(expected, run.Error);
        Assert.Contains("--restart", run.Error);
        var restarted = study.Run("ablate", "run", "Rows", "--out", "run", "--restart", "--members", "Base");
        Assert.Equal((0, ""), (restarted.Code, restarted.Error));
        Assert.Equal([true, false, false], study.Runs().Read()!.Members.Select(m => study.Runs().Member(m).IsTrained));
    }

    [Theory]
    [InlineData("run Row", "There is no ablation 'Row'. Did you mean 'Rows'?")]
    [InlineData("run Rows --members Nobody", "No member of 'Rows' is called 'Nobody'. There are: Base, Gated, K5.")]
    [InlineData("run Rows --workers 0", "--workers must be at least 1.")]
    [InlineData("run Rows --save-every -1", "--save-every must be at least 0.")]
    [InlineData("run Rows --on slrum", "Argument 'slrum' not recognized.")]
    [InlineData("run Rows --partition a", "--partition is for --on slurm.")]
    [InlineData("status Rows", "There is no run in 'runs/Rows'.")]
    [InlineData("run Colour", "Colour.D8 takes 3 channels ([N, 3, H, W]), and the images of 'images.npz' are 1×12×12: write 'channels: 3' in the recipe.")]
    [InlineData("run Coarse", "doesn't take images of 1×12×12")]
    [InlineData("run Few", "Few.C2 tells 2 classes apart, and 'images.npz' has 4.")]
    [InlineData("run Missing", "There is no data set 'nowhere.npz'")]
    [InlineData("run Free", "The setting 'speed' of 'Free' is nothing that a training takes.")]
    [InlineData("list Rowss", "Did you mean 'Rows'?")]
    public void What_can_t_be_is_refused_before_training(string command, string expected)
    {
        using var study = new SmallStudy(64, more: """
            model Other(dim: int = 8, channels: int = 1, stride: int = 4, classes: int = 4) : image [N, channels, H, W] -> [N, classes]
                where H % stride == 0, W % stride == 0
            {
                stem: conv2d(dim, stride, stride: stride)
                mean(dims: [2, 3])
                head: linear(classes)
            }
            variant Colourful = Other(channels: 3)
            variant Wide = Other(stride: 8)
            recipe Lost { data: "nowhere.npz" }
            ablation Colour of Colourful { recipe: Quick; axis dim: d8 = 8, d4 = 4 }
            ablation Coarse of Wide { recipe: Quick; axis dim: d8 = 8, d4 = 4 }
            ablation Few of Other { recipe: Quick; axis classes: c2 = 2, c4 = 4 }
            ablation Missing of Other { recipe: Lost; axis dim: d8 = 8, d4 = 4 }
            ablation Free of Other { axis dim: d8 = 8, d4 = 4; setting speed: slow = 1, fast = 2 }
            """);
        var here = Environment.CurrentDirectory;
        var run = study.Run(["ablate", .. command.Split(' ')]);
        Assert.Equal(2, run.Code);
        Assert.Contains(expected, run.Error);
        Assert.False(Directory.Exists(Path.Combine(study.Path, "runs", command.Split(' ')[1], "members")));
        Assert.Equal(here, Environment.CurrentDirectory);
    }

    [Fact]
    public void Two_runs_of_one_folder_don_t_meet()
    {
        using var study = new SmallStudy(64);
        using (FolderLock.Take(study.Runs().LockPath, TimeSpan.Zero))
        {
            var run = study.Run("ablate", "run", "Rows", "--out", "run");
            Assert.Equal(2, run.Code);
            Assert.Contains("Another `archgen ablate run` is at work in 'run'", run.Error);
        }

        Assert.Equal(0, study.Run("ablate", "run", "Rows", "--out", "run").Code); // a lock that is left behind is none
    }

    [Fact]
    public void A_list_has_costs_settings_and_the_recipe()
    {
        using var study = new SmallStudy(64, more: Seeds);
        var list = study.Run("ablate", "list", "Seeds", "rows.arch");
        Assert.Equal((0, ""), (list.Code, list.Error));
        Assert.Matches(@"K3SecondHuge +k3 +second +huge +\d+", list.Output);
        Assert.Contains("recipe Quick: data: \"images.npz\", epochs: 3, batch_size: 16, learning_rate: 0.01, shift: 1, seed: 3", list.Output);
    }
}
