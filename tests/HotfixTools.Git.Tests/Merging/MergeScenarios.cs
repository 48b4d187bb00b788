using HotfixTools.Testing;
using static HotfixTools.Git.Tests.Merging.MergeScenario;
using static HotfixTools.Git.Tests.Merging.MergeVerdict;

namespace HotfixTools.Git.Tests.Merging;

/// <summary>The cases in which those who merge may differ.</summary>
internal static class MergeScenarios
{
    private const string Pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";
    private const string OtherPointer = "version https://git-lfs.github.com/spec/v1\noid sha256:98ea6e4f216f2fb4b69fff9b3a44842c38686ca685f3f55dc48c5d3fb1107be4\nsize 54321\n";
    private const string Composed = "caf\u00e9.txt";
    private const string Decomposed = "cafe\u0301.txt";

    /// <summary>All of them, by name.</summary>
    public static readonly Dictionary<string, MergeScenario> All = new()
    {
        ["nothing in common"] = new(Nothing, place => Put(place, "a", "a\n"), place => Put(place, "b", "b\n"), Equal),
        ["lines apart"] = new(Nothing, place => Edit(place, 2, "ours"), place => Edit(place, 19, "theirs"), Equal),
        ["lines side by side"] = new(Nothing, place => Edit(place, 9, "ours"), place => Edit(place, 10, "theirs"), Conflict),
        ["the same line alike"] = new(Nothing, place => Edit(place, 9, "both"), place => Edit(place, 9, "both"), Equal),
        ["the same line alike, and another"] = new(Nothing, place => { Edit(place, 9, "both"); Edit(place, 2, "ours"); }, place => Edit(place, 9, "both"), Equal),
        // Two ways to read what was added to lines that repeat; git's is "histogram", the library's is "myers".
        ["lines that repeat"] = new(
            place => Put(place, "code", "a() {\n  x\n}\n\nb() {\n  x\n}\n\nc() {\n  x\n}\n"),
            place => Put(place, "code", "a() {\n  x\n}\n\nn() {\n  x\n}\n\nb() {\n  x\n}\n\nc() {\n  x\n}\n"),
            place => Put(place, "code", "a() {\n  x\n}\n\nb() {\n  y\n}\n\nc() {\n  x\n}\n"), Equal),
        ["lines that moved"] = new(
            place => Put(place, "code", "a\nb\nc\nd\ne\n"), place => Put(place, "code", "c\nd\na\nb\ne\n"), place => Put(place, "code", "a\nb\nX\nc\nd\ne\n"), Conflict),

        ["union"] = new(Attributes("*.txt merge=union"), place => Edit(place, 9, "ours"), place => Edit(place, 9, "theirs"), Equal),
        ["union, of a folder below"] = new(
            place => { Put(place, "log/.gitattributes", "*.txt merge=union\n"); Put(place, "log/a.txt", Lines); },
            place => Edit(place, 9, "ours", "log/a.txt"), place => Edit(place, 9, "theirs", "log/a.txt"), Equal),
        ["union, which only their side has"] = new(
            Nothing, place => Edit(place, 9, "ours"), place => { Put(place, ".gitattributes", "*.txt merge=union\n"); Edit(place, 9, "theirs"); }, Conflict),
        ["union, which our side took away"] = new(
            Attributes("*.txt merge=union"), place => { File.Delete(Path.Combine(place.Folder, ".gitattributes")); Edit(place, 9, "ours"); }, place => Edit(place, 9, "theirs"), Conflict),
        ["union, of a file that our side renamed"] = new(
            Attributes("*.log merge=union"), place => { place.Git("mv", "common.txt", "common.log"); Edit(place, 9, "ours", "common.log"); }, place => Edit(place, 9, "theirs"), Equal),
        ["ours, that leaves our side as it is"] = new(
            Attributes("common.txt merge=ours"), place => Edit(place, 9, "ours"), place => Edit(place, 9, "theirs"), Equal, "merge.ours.driver", "true"),
        ["ours, which nobody configured"] = new(Attributes("common.txt merge=ours"), place => Edit(place, 9, "ours"), place => Edit(place, 9, "theirs"), Conflict),
        ["ours, where only their side changed"] = new(
            Attributes("common.txt merge=ours"), place => Put(place, "a", "a\n"), place => Edit(place, 9, "theirs"), Equal, "merge.ours.driver", "true"),
        ["a driver that is a program"] = new(
            Attributes("common.txt merge=mine"), place => Edit(place, 2, "ours"), place => Edit(place, 19, "theirs"), LeftToGit, "merge.mine.driver", "cp %B %A"),
        ["a driver that is a program, of another file"] = new(
            Attributes("other.txt merge=mine"), place => Edit(place, 2, "ours"), place => Edit(place, 19, "theirs"), Equal, "merge.mine.driver", "cp %B %A"),
        ["a driver that is a program, where only their side changed"] = new(
            Attributes("common.txt merge=mine"), place => Put(place, "a", "a\n"), place => Edit(place, 19, "theirs"), Equal, "merge.mine.driver", "cp %B %A"),
        ["a driver for all files"] = new(Nothing, place => Edit(place, 2, "ours"), place => Edit(place, 19, "theirs"), LeftToGit, "merge.default", "mine", "merge.mine.driver", "cp %B %A"),
        ["a driver of an odd name"] = new(
            Attributes("*.txt merge=mi:ne=x'y"), place => Edit(place, 2, "ours"), place => Edit(place, 19, "theirs"), LeftToGit, "merge.mi:ne=x'y.driver", "cp %B %A"),
        ["a filter that is a program"] = new(Attributes("*.txt filter=mine"), place => Edit(place, 2, "ours"), place => Edit(place, 19, "theirs"), Equal, "filter.mine.clean", "cat", "filter.mine.smudge", "cat"),
        ["a filter that is a program, where files are made alike first"] = new(
            Attributes("*.txt filter=mine"), place => Edit(place, 2, "ours"), place => Edit(place, 19, "theirs"), LeftToGit, "merge.renormalize", "true", "filter.mine.clean", "cat"),
        ["a filter of another file, where files are made alike first"] = new(
            Attributes("*.bin filter=mine"), place => Edit(place, 2, "ours"), place => Edit(place, 19, "theirs"), Equal, "merge.renormalize", "true", "filter.mine.clean", "cat"),
        ["binary, by attribute"] = new(Attributes("*.txt binary"), place => Edit(place, 2, "ours"), place => Edit(place, 19, "theirs"), Conflict),
        ["merge=binary"] = new(Attributes("*.txt merge=binary"), place => Edit(place, 2, "ours"), place => Edit(place, 19, "theirs"), Conflict),
        ["-merge"] = new(Attributes("*.txt -merge"), place => Edit(place, 2, "ours"), place => Edit(place, 19, "theirs"), Conflict),
        ["-merge, by a macro"] = new(Attributes("[attr]precious -merge\n*.txt precious"), place => Edit(place, 2, "ours"), place => Edit(place, 19, "theirs"), Conflict),
        ["-merge, where both did the same"] = new(Attributes("*.txt -merge"), place => Edit(place, 2, "both"), place => Edit(place, 2, "both"), Equal),
        ["binary, by content"] = new(place => Put(place, "b", "a\0b\n" + Lines), place => Edit(place, 5, "ours", "b"), place => Edit(place, 15, "theirs", "b"), Conflict),
        ["binary, of one side"] = new(place => Put(place, "b", "a\0b\n" + Lines), place => Put(place, "a", "a\n"), place => Edit(place, 15, "theirs", "b"), Equal),
        ["a large binary"] = new(
            place => Put(place, "b", new string('\0', 3_000_000)), place => Put(place, "a", "a\n"), place => { place.Git("mv", "b", "c"); Put(place, "c", new string('\0', 3_000_000) + "x"); }, Equal),
        ["an LFS pointer of one side"] = new(
            place => { Put(place, ".gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\n"); Put(place, "l.bin", Pointer.Replace("12345", "1")); },
            place => Edit(place, 2, "ours"), place => Put(place, "l.bin", Pointer), Equal, "filter.lfs.required", "false"),
        ["an LFS pointer of both sides"] = new(
            place => { Put(place, ".gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\n"); Put(place, "l.bin", Pointer.Replace("12345", "1")); },
            place => Put(place, "l.bin", OtherPointer), place => Put(place, "l.bin", Pointer), Conflict),

        ["renamed, and changed by the other"] = new(Nothing, place => place.Git("mv", "common.txt", "new.txt"), place => Edit(place, 9, "theirs"), Equal),
        ["changed, and renamed by the other"] = new(Nothing, place => Edit(place, 9, "ours"), place => place.Git("mv", "common.txt", "new.txt"), Equal),
        ["renamed and changed, by both"] = new(
            Nothing, place => { place.Git("mv", "common.txt", "new.txt"); Edit(place, 2, "ours", "new.txt"); }, place => { place.Git("mv", "common.txt", "new.txt"); Edit(place, 19, "theirs", "new.txt"); }, Equal),
        // git looks for them all the same, before 2.50.
        ["renamed, where renames are not looked for"] = new(Nothing, place => place.Git("mv", "common.txt", "new.txt"), place => Edit(place, 9, "theirs"), AsGit, "merge.renames", "false"),
        ["renamed to two names"] = new(Nothing, place => place.Git("mv", "common.txt", "one.txt"), place => place.Git("mv", "common.txt", "two.txt"), Conflict),
        ["two renamed to one name"] = new(
            place => Put(place, "other.txt", Lines.Replace("line", "row")), place => place.Git("mv", "common.txt", "new.txt"), place => place.Git("mv", "other.txt", "new.txt"), Conflict),
        ["renamed and deleted"] = new(Nothing, place => place.Git("mv", "common.txt", "new.txt"), place => place.Git("rm", "--quiet", "common.txt"), Conflict),
        ["deleted by both, one of which has it elsewhere"] = new(
            place => Put(place, "keep", "k\n"), place => { place.Git("mv", "common.txt", "new.txt"); Edit(place, 9, "ours", "new.txt"); }, place => place.Git("rm", "--quiet", "common.txt"), Conflict),
        ["deleted by both"] = new(place => Put(place, "keep", "k\n"), place => place.Git("rm", "--quiet", "common.txt"), place => place.Git("rm", "--quiet", "common.txt"), Equal),
        ["changed and deleted"] = new(Nothing, place => Edit(place, 9, "ours"), place => place.Git("rm", "--quiet", "common.txt"), Conflict),

        ["a folder renamed, and a file added in it"] = new(
            place => Put(place, "old/a.txt", Lines), place => place.Git("mv", "old", "new"), place => Put(place, "old/b.txt", "b\n"), Conflict),
        ["a file added in a folder that the other renamed"] = new(
            place => Put(place, "old/a.txt", Lines), place => Put(place, "old/b.txt", "b\n"), place => place.Git("mv", "old", "new"), Conflict),
        ["a folder renamed, where git lets files go along"] = new(
            place => Put(place, "old/a.txt", Lines), place => place.Git("mv", "old", "new"), place => Put(place, "old/b.txt", "b\n"), Equal, "merge.directoryRenames", "true"),
        ["a folder renamed, where git leaves files behind"] = new(
            place => Put(place, "old/a.txt", Lines), place => place.Git("mv", "old", "new"), place => Put(place, "old/b.txt", "b\n"), Equal, "merge.directoryRenames", "false"),
        ["a folder renamed deep below"] = new(
            place => Put(place, "x/old/deep/a.txt", Lines), place => place.Git("mv", "x/old", "x/new"), place => Put(place, "x/old/deep/b.txt", "b\n"), Conflict),
        ["a file moved into a folder that the other renamed"] = new(
            place => Put(place, "old/a.txt", Lines), place => place.Git("mv", "old", "new"), place => place.Git("mv", "common.txt", "old/common.txt"), Conflict),
        ["a folder deleted, and a file added in it"] = new(
            place => Put(place, "old/a.txt", "a\n"), place => place.Git("rm", "-r", "--quiet", "old"), place => Put(place, "old/b.txt", "b\n"), Equal),
        ["a folder split in two"] = new(
            place => { Put(place, "old/a.txt", Lines); Put(place, "old/b.txt", Lines.Replace("line", "row")); },
            place => { Directory.CreateDirectory(Path.Combine(place.Folder, "n1")); Directory.CreateDirectory(Path.Combine(place.Folder, "n2")); place.Git("mv", "old/a.txt", "n1/a.txt"); place.Git("mv", "old/b.txt", "n2/b.txt"); },
            place => Put(place, "old/c.txt", "c\n"), Conflict),

        ["a file where the other has a folder"] = new(Nothing, place => Put(place, "thing", "file\n"), place => Put(place, "thing/below", "folder\n"), Conflict),
        ["a file made a folder, and changed"] = new(
            place => Put(place, "thing", Lines), place => { File.Delete(Path.Combine(place.Folder, "thing")); Put(place, "thing/below", "folder\n"); }, place => Edit(place, 9, "theirs", "thing"), Conflict),
        ["a file made a folder, and left alone"] = new(
            place => Put(place, "thing", Lines), place => { File.Delete(Path.Combine(place.Folder, "thing")); Put(place, "thing/below", "folder\n"); }, place => Put(place, "a", "a\n"), Equal),

        ["mode and content"] = new(Nothing, place => place.Git("update-index", "--chmod=+x", "common.txt"), place => Edit(place, 9, "theirs"), Equal, "core.fileMode", "false"),
        ["mode and content, the other way"] = new(Nothing, place => Edit(place, 9, "ours"), place => place.Git("update-index", "--chmod=+x", "common.txt"), Equal, "core.fileMode", "false"),
        ["mode, by both"] = new(Nothing, place => place.Git("update-index", "--chmod=+x", "common.txt"), place => place.Git("update-index", "--chmod=+x", "common.txt"), Equal, "core.fileMode", "false"),
        ["mode, and another name"] = new(Nothing, place => place.Git("update-index", "--chmod=+x", "common.txt"), place => place.Git("mv", "common.txt", "new.txt"), Equal, "core.fileMode", "false"),
        ["a link made a file, and left alone"] = new(place => Link(place, "link", "common.txt"), place => Unlink(place, "link"), place => Put(place, "a", "a\n"), Equal),
        ["a link made a file, and pointed elsewhere"] = new(place => Link(place, "link", "common.txt"), place => Unlink(place, "link"), place => Link(place, "link", "a"), Conflict),
        ["a link pointed elsewhere by both"] = new(place => Link(place, "link", "common.txt"), place => Link(place, "link", "a"), place => Link(place, "link", "b"), Conflict),
        ["a link and a file of one name"] = new(Nothing, place => Link(place, "thing", "common.txt"), place => Put(place, "thing", "file\n"), Conflict),
        ["an attributes file that is a link"] = new(
            place => { Put(place, "attributes", "*.txt merge=union\n"); Link(place, ".gitattributes", "attributes"); }, place => Edit(place, 9, "ours"), place => Edit(place, 9, "theirs"), Conflict),

        ["line ends, of both in two places"] = new(
            place => { Put(place, ".gitattributes", "w.txt -text\n"); Put(place, "w.txt", Lines.Replace("\n", "\r\n")); }, place => Edit(place, 2, "ours\r", "w.txt"), place => Edit(place, 19, "theirs\r", "w.txt"), Equal, "core.autocrlf", "false"),
        ["line ends, by text=auto and core.autocrlf"] = new(Attributes("* text=auto"), place => Edit(place, 2, "ours"), place => Edit(place, 19, "theirs"), Equal, "core.autocrlf", "true"),
        ["line ends, by eol=crlf"] = new(Attributes("*.txt text eol=crlf"), place => Edit(place, 2, "ours"), place => Edit(place, 19, "theirs"), Equal),
        ["line ends, normalised by one side"] = new(
            place => { Put(place, ".gitattributes", "w.txt -text\n"); Put(place, "w.txt", Lines.Replace("\n", "\r\n")); },
            place => { Put(place, ".gitattributes", "w.txt text\n"); Put(place, "w.txt", Lines); }, place => Edit(place, 19, "theirs\r", "w.txt"), Conflict),
        ["line ends, normalised by one side, where git does so too"] = new(
            place => { Put(place, ".gitattributes", "w.txt -text\n"); Put(place, "w.txt", Lines.Replace("\n", "\r\n")); },
            place => { Put(place, ".gitattributes", "w.txt text\n"); Put(place, "w.txt", Lines); }, place => Edit(place, 19, "theirs\r", "w.txt"), Equal, "merge.renormalize", "true"),
        ["no line end at the end"] = new(Nothing, place => Put(place, "common.txt", Lines.TrimEnd('\n')), place => Edit(place, 2, "theirs"), Equal),

        ["names that differ in case"] = new(Nothing, place => Put(place, "Thing", "A\n"), place => Put(place, "thing", "b\n"), Equal),
        ["renamed in case alone, and changed"] = new(Nothing, place => { place.Git("mv", "common.txt", "x"); place.Git("mv", "x", "Common.txt"); }, place => Edit(place, 9, "theirs"), Equal),
        ["names that differ in Unicode form"] = new(Nothing, place => Put(place, Composed, "A\n"), place => Put(place, Decomposed, "b\n"), Equal, "core.precomposeUnicode", "false"),
        ["renamed in Unicode form alone, and changed"] = new(
            place => Put(place, Composed, Lines), place => place.Git("mv", Composed, Decomposed), place => Edit(place, 9, "theirs", Composed), Equal, "core.precomposeUnicode", "false"),
        ["empty files of both, with one name"] = new(Nothing, place => Put(place, "empty", ""), place => Put(place, "empty", ""), Equal),
        ["empty files are not renames of each other"] = new(place => Put(place, "e1", ""), place => { File.Delete(Path.Combine(place.Folder, "e1")); Put(place, "e2", ""); }, place => Put(place, "e1", "full\n"), Conflict),
        ["added by both alike"] = new(Nothing, place => Put(place, "new.txt", Lines), place => Put(place, "new.txt", Lines), Equal),
        ["added by both, with lines in common"] = new(Nothing, place => Put(place, "new.txt", Lines + "ours\n"), place => Put(place, "new.txt", Lines + "theirs\n"), Conflict),
        ["a name with all that names may have"] = new(
            place => Put(place, "a b'\"$`\\;é\t.txt", Lines), place => Edit(place, 2, "ours", "a b'\"$`\\;é\t.txt"), place => Edit(place, 2, "theirs", "a b'\"$`\\;é\t.txt"), Conflict),
    };

    private static void Nothing(Workplace place)
    {
    }

    private static Action<Workplace> Attributes(string text) => place => Put(place, ".gitattributes", text + "\n");

    private static void Link(Workplace place, string path, string target)
    {
        var file = Path.Combine(place.Folder, path);
        File.Delete(file);
        File.CreateSymbolicLink(file, target);
    }

    private static void Unlink(Workplace place, string path)
    {
        File.Delete(Path.Combine(place.Folder, path));
        Put(place, path, "a file now\n");
    }
}
