namespace HotfixTools.ModuleTests;

/// <summary>Connections that break while a request is on its way, or just behind it, while the server works.</summary>
public sealed class LostRequestTests : BadNetworkTest
{
    [Theory]
    [MemberData(nameof(Commands))]
    public void A_second_run_settles_what_was_broken_off(string command) =>
        AssertSettled(command, undisturbed =>
        [
            new NetworkFault(NetworkTrouble.Cut, NetworkDirection.ToServer, 0),
            new NetworkFault(NetworkTrouble.Reset, NetworkDirection.ToServer, 0),
            .. undisturbed.Faults(NetworkDirection.ToServer),
        ]);

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_second_run_settles_what_arrives_late(string command) => AssertSettlesLatePushes(command);
}
