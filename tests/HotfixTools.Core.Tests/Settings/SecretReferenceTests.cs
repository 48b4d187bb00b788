namespace HotfixTools.Core.Tests.Settings;

public class SecretReferenceTests
{
    [Theory]
    [InlineData("env:A", SecretStore.Environment, "A")]
    [InlineData("env:_hotfix_Token2", SecretStore.Environment, "_hotfix_Token2")]
    [InlineData("vault:A", SecretStore.Vault, "A")]
    [InlineData("vault:the token: of 2026", SecretStore.Vault, "the token: of 2026")]
    [InlineData("vault:Schlüssel", SecretStore.Vault, "Schlüssel")]
    public void It_names_a_place_and_is_written_as_it_was(string text, SecretStore store, string name)
    {
        Assert.True(SecretReference.TryParse(text, out var reference));
        Assert.Equal((store, name, text), (reference.Store, reference.Name, reference.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("env:")]
    [InlineData("env: A")]
    [InlineData("env:A ")]
    [InlineData("env:A\n")]
    [InlineData("env:2A")]
    [InlineData("env:A-B")]
    [InlineData("env:A=B")]
    [InlineData("env:A:B")]
    [InlineData("env:Ä")]
    [InlineData("ENV:A")]
    [InlineData(" env:A")]
    [InlineData("$env:A")]
    [InlineData("vault:")]
    [InlineData("vault: A")]
    [InlineData("vault:A ")]
    [InlineData("vault:A\u001bB")]
    [InlineData("Vault:A")]
    [InlineData("file:A")]
    public void Anything_else_is_refused(string? text) => Assert.False(SecretReference.TryParse(text, out _));

    [Fact]
    public void A_name_has_an_end()
    {
        Assert.True(SecretReference.TryParse("env:" + new string('A', 128), out _));
        Assert.False(SecretReference.TryParse("env:" + new string('A', 129), out _));
        Assert.True(SecretReference.TryParse("vault:" + new string('a', 256), out _));
        Assert.False(SecretReference.TryParse("vault:" + new string('a', 257), out _));
    }

    [Theory]
    [InlineData("https://example.com/x", "https://example.com/x")]
    [InlineData("https://ada:s3cret@example.com/x", "https://example.com/x")]
    public void A_text_of_the_settings_is_shown_without_a_password(string text, string shown) => Assert.Equal(shown, new SecretText(text, null).ToString());

    [Fact]
    public void A_secret_text_is_shown_as_its_reference() =>
        Assert.Equal("env:A", new SecretText(null, new SecretReference(SecretStore.Environment, "A")).ToString());
}
