namespace CoP.Web.Data;

/// <summary>One key of the ring that signs cookies and tokens, locked; see <see cref="Hosting.KeyRing"/>.</summary>
public sealed class ProtectionKey
{
    ProtectionKey()
    {
    }

    public ProtectionKey(string name, string xml) => (Name, Xml) = (name, xml);

    public string Name { get; private set; } = "";
    public string Xml { get; private set; } = "";
}
