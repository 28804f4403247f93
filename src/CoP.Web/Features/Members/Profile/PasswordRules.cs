using CoP.Web.Data;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Identity;

namespace CoP.Web.Features.Members.Profile;

/// <summary>
/// Refuses passwords that are tried first: words from every list of leaked passwords with digits around them, runs of
/// the keyboard, and the person's own address. The code of an error is the key of its text, <c>password.{code}</c>.
/// </summary>
public sealed class PasswordRules(IHostEnvironment environment) : IPasswordValidator<Account>
{
    public const int Shortest = 12;
    public const int Longest = 128;

    /// <summary>The demo's; the README prints it.</summary>
    public const string Demo = "peer-support-demo";

    // Of a password, this many characters have to be something else than what is guessed first.
    const int Own = 6;

    static readonly string[] Guessed =
    [
        "password", "passwort", "passw0rd", "contraseña", "contrasena", "welcome", "bienvenid", "letmein", "iloveyou", "teamo", "tequiero", "changeme",
        "administrator", "admin", "login", "master", "monkey", "dragon", "football", "baseball", "sunshine", "princess", "superman", "batman", "trustno",
        "shadow", "michael", "jennifer", "jessica", "charlie", "summer", "winter", "spring", "autumn", "boston", "massachusetts", "whatever", "computer",
        "internet", "secret", "access", "default", "temporary", "testing", "test", "guest", "user", "hello", "hola", "freedom", "starwars", "pokemon",
        "abc123", "1q2w3e4r5t", "1qaz2wsx3edc", "qazwsx", "zaq12wsx", "q1w2e3r4", "community", "comunidad", "peersupport", "recovery",
    ];

    static readonly string[] Runs = ["abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "01234567890123456789", "09876543210987654321"];

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(Problem(password ?? "", user.Email) is { } code ? IdentityResult.Failed(new IdentityError { Code = code }) : IdentityResult.Success);

    string? Problem(string password, string? email)
    {
        if (password.Length > Longest) return "PasswordTooLong";
        if (password == Demo) return environment.IsWorkshop() ? null : "PasswordCommon";
        var plain = password.ToLowerInvariant();
        if (email is not null && Without(plain, email.Split('@')[0].ToLowerInvariant(), email.ToLowerInvariant()).Length < Own) return "PasswordAboutYou";
        return plain.Distinct().Count() < 5 || Without(WithoutRuns(plain), Guessed).Count(char.IsLetter) + Numbers(plain) < Own ? "PasswordCommon" : null;
    }

    // Digits in front of or behind a word are the year or a counter; a long number of one's own is as good as letters.
    static int Numbers(string plain) => WithoutRuns(plain).Count(char.IsAsciiDigit) is var digits && digits >= 10 ? digits : 0;

    static string Without(string text, params string[] words) =>
        words.Where(w => w.Length > 2).OrderByDescending(w => w.Length).Aggregate(text, (rest, word) => rest.Replace(word, "", StringComparison.Ordinal));

    static string WithoutRuns(string text)
    {
        for (var length = text.Length; length >= 4; length--)
            for (var start = 0; start + length <= text.Length; start++)
                if (Runs.Any(run => run.Contains(text.Substring(start, length), StringComparison.Ordinal)))
                    return WithoutRuns(text.Remove(start, length));
        return text;
    }
}
