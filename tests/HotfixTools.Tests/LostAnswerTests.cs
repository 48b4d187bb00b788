namespace HotfixTools.ModuleTests;

/// <summary>Connections that break while an answer is on its way: the server has done what it was asked.</summary>
public sealed class LostAnswerTests : BadNetworkTest
{
    [Theory]
    [MemberData(nameof(Commands))]
    public void A_second_run_settles_what_was_not_heard(string command) =>
        AssertSettled(command, undisturbed => undisturbed.Faults(NetworkDirection.ToClient));
}
