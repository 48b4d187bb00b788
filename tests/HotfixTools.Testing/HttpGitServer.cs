using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HotfixTools.Testing;

/// <summary>Smart HTTP on the loopback: the real <c>git http-backend</c> behind a small web server, with or without a password.</summary>
public sealed class HttpGitServer : IDisposable
{
    // By its own name: through "git http-backend", each request would start one program more.
    private static readonly Lazy<string> Backend =
        new(() => Path.Combine(GitProcess.Run(".", "--exec-path"), OperatingSystem.IsWindows() ? "git-http-backend.exe" : "git-http-backend"));

    private readonly WebApplication _application;
    private readonly ConcurrentQueue<string> _requests = [];
    private readonly string _root;
    private Func<Task>? _late;

    /// <summary>Serves the bare repositories of a folder.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="certificate">What it shows to speak TLS; null: it does not.</param>
    public HttpGitServer(string root, X509Certificate2? certificate = null)
    {
        _root = root;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null)
                    listen.UseHttps(certificate);
            });
        });
        _application = builder.Build();
        _application.Run(Answer);
        _application.StartAsync().GetAwaiter().GetResult();
        Address = new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>The password of each user; empty: everybody is let in.</summary>
    public Dictionary<string, string> Passwords { get; } = [];

    /// <summary>Answers every request by this status; null: by git.</summary>
    public int? Status { get; set; }

    /// <summary>Sends whoever asks which refs there are on to another server; null: nobody.</summary>
    public Uri? MovedTo { get; set; }

    /// <summary>Sends what is sent to it on to another server, in a way that keeps it; null: nothing.</summary>
    public Uri? SendsOnTo { get; set; }

    /// <summary>Lets git do what a push asks for, and then the connection break before the answer.</summary>
    public bool LosesAnswersOfPushes { get; set; }

    /// <summary>Lets the connection break where a push begins to send.</summary>
    public bool LosesPushes { get; set; }

    /// <summary>
    /// Which push, counted from now, is taken and the connection broken; git works on it when the next push begins. 0: none.
    /// </summary>
    public int LatePush { get; set; }

    /// <summary>What was asked: method, path and query, and the user, who is <c>-</c> where none was named.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>The URL of a repository.</summary>
    /// <param name="repository">Its folder.</param>
    /// <param name="user">What stands before the host: <c>user</c> or <c>user:password</c>.</param>
    public string Url(string repository, string? user = null) =>
        $"{Address.Scheme}://{(user is null ? string.Empty : user + "@")}{Address.Authority}/{Path.GetFileName(repository)}";

    /// <summary>Serves a team's remote, and lets pushes in.</summary>
    public static HttpGitServer For(Team team)
    {
        GitProcess.Run(team.Remote, "config", "http.receivepack", "true");
        return new HttpGitServer(team.Root);
    }

    /// <inheritdoc/>
    public void Dispose() => _application.DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Lets git work on the late push now, if it has not.</summary>
    public void FinishLate() => Interlocked.Exchange(ref _late, null)?.Invoke().GetAwaiter().GetResult();

    private async Task Answer(HttpContext context)
    {
        var (user, password) = BasicCredentials(context.Request.Headers.Authorization.ToString());
        _requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {(user.Length == 0 ? "-" : user)}");
        if (Status is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }

        if (MovedTo is { } elsewhere && HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Redirect(new Uri(elsewhere, context.Request.Path + context.Request.QueryString).ToString());
            return;
        }

        if (SendsOnTo is { } next && HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            context.Response.Headers.Location = new Uri(next, context.Request.Path + context.Request.QueryString).ToString();
            return;
        }

        if (Passwords.Count > 0 && !(Passwords.TryGetValue(user, out var expected) && password == expected))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"Git\"";
            return;
        }

        var isPush = context.Request.Path.Value!.EndsWith("/git-receive-pack", StringComparison.Ordinal);
        if (context.Request.QueryString.Value == "?service=git-receive-pack" && Interlocked.Exchange(ref _late, null) is { } late)
            await late();

        if (isPush && LosesPushes)
            context.Abort();
        else if (isPush && LatePush > 0 && --LatePush == 0)
            await RunLate(context, user);
        else
            await Run(context, user, isAnswered: !(isPush && LosesAnswersOfPushes));
    }

    private async Task RunLate(HttpContext context, string user)
    {
        var request = new MemoryStream();
        await context.Request.Body.CopyToAsync(request);
        request.Position = 0;
        context.Request.Body = request;
        var (begin, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        _late = () =>
        {
            begin.SetResult();
            return end.Task;
        };
        context.Abort();
        await begin.Task;
        await Run(context, user, isAnswered: false);
        end.SetResult();
    }

    private async Task Run(HttpContext context, string user, bool isAnswered)
    {
        var start = new ProcessStartInfo(Backend.Value)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GIT_PROJECT_ROOT"] = _root;
        start.Environment["GIT_HTTP_EXPORT_ALL"] = "1";
        start.Environment["REQUEST_METHOD"] = context.Request.Method;
        start.Environment["PATH_INFO"] = context.Request.Path.Value;
        start.Environment["QUERY_STRING"] = context.Request.QueryString.Value?.TrimStart('?');
        start.Environment["CONTENT_TYPE"] = context.Request.ContentType ?? string.Empty;
        start.Environment["HTTP_CONTENT_ENCODING"] = context.Request.Headers.ContentEncoding.ToString();
        start.Environment["GIT_PROTOCOL"] = context.Request.Headers["Git-Protocol"].ToString();
        start.Environment["REMOTE_USER"] = user;
        start.Environment["REMOTE_ADDR"] = "127.0.0.1";
        if (context.Request.ContentLength is { } length)
            start.Environment["CONTENT_LENGTH"] = length.ToString();
        using var git = Process.Start(start)!;
        git.ErrorDataReceived += static (_, _) => { };
        git.BeginErrorReadLine();
        var send = Send(context.Request.Body, git);
        using var answer = new MemoryStream();
        await git.StandardOutput.BaseStream.CopyToAsync(answer);
        await send;
        await git.WaitForExitAsync();
        if (isAnswered)
            await Write(context.Response, answer.ToArray());
        else
            context.Abort();
    }

    private static async Task Send(Stream body, Process git)
    {
        var input = git.StandardInput.BaseStream;
        var buffer = new byte[64 * 1024];
        while (true)
        {
            int read;
            try
            {
                read = await body.ReadAsync(buffer);
            }
            catch (IOException)
            {
                // The client went in the middle of its request. As web servers do, for http-backend would wait for the rest without end.
                git.Kill(entireProcessTree: true);
                return;
            }

            try
            {
                if (read == 0)
                {
                    input.Close();
                    return;
                }

                await input.WriteAsync(buffer.AsMemory(0, read));
                await input.FlushAsync();
            }
            catch (IOException)
            {
                // git had heard enough.
                return;
            }
        }
    }

    // As CGI says it: header lines, an empty line, the body.
    private static async Task Write(HttpResponse response, byte[] answer)
    {
        var end = answer.AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (var line in Encoding.ASCII.GetString(answer, 0, Math.Max(end, 0)).Split("\r\n"))
        {
            if (line.Split(": ", 2) is not [var name, var value])
                continue;
            if (name == "Status")
                response.StatusCode = int.Parse(value[..3]);
            else
                response.Headers[name] = value;
        }

        await response.Body.WriteAsync(answer.AsMemory(end + 4));
    }

    private static (string User, string Password) BasicCredentials(string header)
    {
        if (!header.StartsWith("Basic ", StringComparison.Ordinal))
            return (string.Empty, string.Empty);
        var parts = Encoding.UTF8.GetString(Convert.FromBase64String(header["Basic ".Length..])).Split(':', 2);
        return (parts[0], parts[1]);
    }
}
