using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace HotfixTools.Host.Interaction;

/// <summary>Asks for one value, such as a mandatory parameter that was left out.</summary>
internal sealed class FieldQuestion(AnswerReader answers)
{
    public PSObject Ask(FieldDescription field) => PSObject.AsPSObject(Answer(field));

    public PSCredential AskCredential(string userName)
    {
        var name = userName.Length > 0 ? userName : answers.Ask("User: ", "user name");
        return new PSCredential(name, answers.AskSecret($"Password for {name}: ", $"password for {name}"));
    }

    private object Answer(FieldDescription field)
    {
        // Nothing is converted here: the parameter does that, and reports what it does not take.
        var type = Type.GetType(field.ParameterAssemblyFullName) ?? typeof(string);
        return type == typeof(SecureString) ? answers.AskSecret($"{field.Name}: ", field.Name)
            : type == typeof(PSCredential) ? AskCredential("")
            : type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type) ? AskList(field.Name)
            : answers.Ask($"{field.Name}: ", field.Name);
    }

    private string[] AskList(string name)
    {
        var values = new List<string>();
        while (answers.Ask($"{name}[{values.Count}] (empty to end): ", name) is { Length: > 0 } value)
            values.Add(value);

        return [.. values];
    }
}
