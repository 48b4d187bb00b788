namespace HotfixTools.Core.Tests;

public sealed class PlainFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hotfixtools-test-").FullName;

    [Fact]
    public void A_file_is_one_also_where_it_is_empty_and_through_a_link()
    {
        var file = InFolder("file");
        Assert.False(PlainFile.IsAt(file));
        File.WriteAllBytes(file, []);
        Assert.True(PlainFile.IsAt(file));
        Assert.Empty(PlainFile.Read(file, 10));

        PlainFile.Write(file, target => target.Write("twelve bytes"u8));

        Assert.Equal("twelve"u8.ToArray(), PlainFile.Read(file, 6));
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links there wants a right.");
        var link = InFolder("link");
        File.CreateSymbolicLink(link, file);
        PlainFile.Write(link, target => target.Write("other"u8));
        Assert.True(PlainFile.IsAt(link));
        Assert.Equal("other", File.ReadAllText(file));
        Assert.NotNull(new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void A_folder_a_device_and_a_link_that_leads_to_one_are_none()
    {
        Assert.False(PlainFile.IsAt(_folder));
        Assert.Throws<IOException>(() => PlainFile.Forbid(_folder));
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Devices have no place in a folder there.");
        var link = InFolder("link");
        File.CreateSymbolicLink(link, "/dev/zero");

        foreach (var device in new[] { "/dev/zero", link })
        {
            Assert.False(PlainFile.IsAt(device));
            Assert.Throws<IOException>(() => PlainFile.Forbid(device));
            Assert.Throws<IOException>(() => PlainFile.Read(device, 10));
        }
    }

    [Fact]
    public void What_fails_leaves_the_file_as_it_was_and_nothing_beside_it()
    {
        var file = InFolder("file");
        File.WriteAllText(file, "before");

        Assert.Throws<InvalidOperationException>(() => PlainFile.Write(file, target =>
        {
            target.Write("half"u8);
            throw new InvalidOperationException();
        }));

        Assert.Equal("before", File.ReadAllText(file));
        Assert.Single(Directory.GetFiles(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string InFolder(string name) => Path.Combine(_folder, name);
}
