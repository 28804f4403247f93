using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using CoP.Web.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;

namespace CoP.Web.Hosting;

/// <summary>
/// The keys that sign cookies and tokens. They are kept in the database, so that a restart signs nobody out and all
/// nodes share them; each is locked with the <see cref="KeyEncryptionKey"/>, so that a copy of the database opens nothing.
/// </summary>
public static class KeyRing
{
    public static void AddKeyRing(this IServiceCollection services)
    {
        services.AddSingleton(s => KeyEncryptionKey.Of(s.GetRequiredService<IConfiguration>(), s.GetRequiredService<IHostEnvironment>()));
        // A fixed name: the default is the folder the site runs from, and moving it would sign everyone out.
        services.AddDataProtection().SetApplicationName("PeerSupervisionCoP");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(s => new ConfigureOptions<KeyManagementOptions>(keys =>
        {
            keys.XmlRepository = new KeysInDatabase(s.GetRequiredService<IServiceScopeFactory>());
            keys.XmlEncryptor = new KeyLock(s.GetRequiredService<KeyEncryptionKey>());
        }));
    }

    /// <summary>
    /// Makes sure that the key of the settings is the one that locked what the database holds: with another one the
    /// framework would quietly start a new ring, and sign everyone out.
    /// </summary>
    /// <exception cref="StartRefused">It is another one.</exception>
    public static async Task RequireKeyOf(this CopDb db, KeyEncryptionKey key)
    {
        var locks = (await db.ProtectionKeys.Select(k => k.Xml).ToListAsync())
            .SelectMany(xml => XElement.Parse(xml).Descendants(KeyLock.Element)).Select(locked => (string?)locked.Attribute("with")).ToHashSet(StringComparer.Ordinal);
        if (locks.Count > 0 && !locks.SetEquals([key.Id]))
        {
            throw new StartRefused([
                $"{KeyEncryptionKey.Setting} does not open the keys in this database: they were locked with the key {string.Join(", ", locks)}, "
                + $"and the settings hold the key {key.Id}. Put the old key back; without it everyone is signed out and sealed authors stay sealed for good.",
            ]);
        }
    }
}

/// <summary>Keeps the ring in the table <c>ProtectionKeys</c>.</summary>
public sealed class KeysInDatabase(IServiceScopeFactory scopes) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<CopDb>();
        return [.. db.ProtectionKeys.AsNoTracking().Select(k => k.Xml).ToList().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<CopDb>();
        db.ProtectionKeys.Add(new ProtectionKey(friendlyName, element.ToString(SaveOptions.DisableFormatting)));
        db.SaveChanges();
    }
}

/// <summary>Locks an element with AES-256-GCM; the key's id stands beside it, so that a wrong key is named and not guessed at.</summary>
public sealed class KeyLock(KeyEncryptionKey key) : IXmlEncryptor
{
    internal const string Element = "locked";
    internal const string Purpose = "data protection keys";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var box = SealedBox.Seal(key.Derive(Purpose), plain, Encoding.UTF8.GetBytes(key.Id));
        CryptographicOperations.ZeroMemory(plain);
        return new EncryptedXmlInfo(new XElement(Element, new XAttribute("with", key.Id), Convert.ToBase64String(box)), typeof(KeyUnlock));
    }
}

/// <summary>Opens what <see cref="KeyLock"/> locked. The ring names this type: it keeps its name.</summary>
public sealed class KeyUnlock(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var key = services.GetRequiredService<KeyEncryptionKey>();
        var with = (string?)encryptedElement.Attribute("with");
        if (with != key.Id) throw new CryptographicException($"Locked with the key {with}; the settings hold the key {key.Id}.");
        var plain = SealedBox.Open(key.Derive(KeyLock.Purpose), Convert.FromBase64String(encryptedElement.Value), Encoding.UTF8.GetBytes(with));
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
