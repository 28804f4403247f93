using System.CommandLine;
using CoP.Web.Data.Seed;
using CoP.Web.Features.Administration.SetUp;
using CoP.Web.Hosting;
using CoP.Web.Operations.Backups;
using CoP.Web.Operations.Checkup;
using CoP.Web.Operations.Moving;
using Microsoft.Extensions.Logging.Console;

namespace CoP.Web.Operations;

/// <summary>What a command cannot do, in words for who runs the site.</summary>
public sealed class CommandFailed(string words, Exception? cause = null) : Exception(words, cause);

/// <summary>
/// Something that the program does instead of answering visitors: <c>CoP.Web NAME ...</c>. It is made of the same services and settings as the site. What it was
/// asked for goes to standard output, how far it has come to standard error.
/// </summary>
public abstract class SiteCommand(string name, string description) : Command(name, description)
{
    /// <summary>Whether the settings will do; says what will not.</summary>
    public virtual bool Accepts(WebApplicationBuilder builder) => builder.HasItsSettings();

    /// <summary>Does it.</summary>
    /// <returns><see cref="Commands.Done"/> or <see cref="Commands.Failed"/>.</returns>
    /// <exception cref="CommandFailed">It cannot be done.</exception>
    public abstract Task<int> Run(WebApplication app, ParseResult given, CancellationToken cancel);

    /// <summary>Says how far it has come.</summary>
    protected static void Progress(string line) => Console.Error.WriteLine(line);
}

/// <summary>The commands of the program.</summary>
public static class Commands
{
    /// <summary>Exit codes, the same for all: it is done; it is not, and standard error says why; it was not understood.</summary>
    public const int Done = 0, Failed = 1, Misused = 2;

    /// <summary>The command that is asked for; null where the site itself is to run. What begins with a dash is a setting.</summary>
    public static Asked? In(string[] args) => args is [var first, ..] && (!first.StartsWith('-') || first is "--help" or "-h" or "-?" or "--version") ? new Asked(All().Parse(args)) : null;

    static RootCommand All() => new("The site of a community of practice. Without a command it runs the site, with the settings of appsettings.json, of the environment and of the command line.")
    {
        new DoctorCommand(),
        new BackupCommand(),
        new RestoreCommand(),
        new MoveCommand(),
        new InviteAdminCommand(),
        new SeedCommand(),
    };
}

/// <summary>A command with what it was given.</summary>
public sealed class Asked(ParseResult given)
{
    SiteCommand Command => (SiteCommand)given.CommandResult.Command;

    /// <summary>Answers what needs no site: a question for help or the version, and what is not understood. The exit code; null where the command is to run.</summary>
    public int? Answer()
    {
        if (given.Errors.Count == 0 && given.Action is not null) return given.Invoke();
        if (given.Errors.Count == 0 && given.CommandResult.Command is SiteCommand) return null;
        foreach (var error in given.Errors) Console.Error.WriteLine(error.Message);
        Console.Error.WriteLine($"{Name} --help says what there is.");
        return Commands.Misused;
    }

    /// <summary>Whether the settings will do. What is logged goes to standard error.</summary>
    public bool Accepts(WebApplicationBuilder builder)
    {
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        return Command.Accepts(builder);
    }

    /// <summary>Runs it; the exit code. SIGTERM and Ctrl-C ask it to stop.</summary>
    public async Task<int> Run(WebApplication app)
    {
        Command.SetAction(async (result, cancel) =>
        {
            try
            {
                return await Command.Run(app, result, cancel);
            }
            catch (CommandFailed failed)
            {
                Console.Error.WriteLine(failed.Message);
                return Commands.Failed;
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                Console.Error.WriteLine("Stopped.");
                return Commands.Failed;
            }
        });
        return await given.InvokeAsync();
    }

    string Name => string.Join(' ', given.RootCommandResult.Command.Name, given.CommandResult.Command is RootCommand ? "" : given.CommandResult.Command.Name).TrimEnd();
}
