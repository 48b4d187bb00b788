namespace HotfixTools;

/// <summary>The releases of a Heroku app.</summary>
/// <param name="Name">Its name.</param>
/// <param name="App">The app; <c>{environment}</c> stands for the environment.</param>
/// <param name="Url">The API; null: Heroku's own.</param>
/// <param name="Token">Who to be there; null: what is customary.</param>
public sealed record HerokuSourceSettings(string Name, string App, Uri? Url, SecretReference? Token) : DeploySourceSettings(Name)
{
    /// <summary>Heroku's own API.</summary>
    public static Uri DefaultUrl { get; } = new("https://api.heroku.com/");
}
