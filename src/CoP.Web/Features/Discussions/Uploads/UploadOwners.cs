using System.Buffers.Text;
using System.Security.Cryptography;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Discussions.Uploads;

/// <summary>
/// Says whose an upload is without naming anyone: a keyed hash over upload and member, so that a copy of the database tells
/// neither who sent a file nor which files one member sent.
/// </summary>
public sealed class UploadOwners(KeyEncryptionKey key)
{
    readonly byte[] key = key.Derive("uploads");

    public string Token(Id<Upload> upload, Id<Member> member)
    {
        Span<byte> both = stackalloc byte[32];
        upload.Value.TryWriteBytes(both);
        member.Value.TryWriteBytes(both[16..]);
        return Base64Url.EncodeToString(HMACSHA256.HashData(key, both));
    }

    public bool Owns(Id<Member> member, Id<Upload> upload, string? owner) => owner is not null && owner == Token(upload, member);
}
