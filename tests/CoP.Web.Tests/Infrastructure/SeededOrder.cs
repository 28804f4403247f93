using System.Security.Cryptography;
using System.Text;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCaseOrderer(typeof(CoP.Web.Tests.Infrastructure.SeededOrder))]

namespace CoP.Web.Tests.Infrastructure;

/// <summary>
/// The tests of a class share a site, and none may hang on which ran before: COP_TESTS_SEED gives them another order. The one they have otherwise
/// is the same in each folder and on each machine; the framework's own hangs on the assembly's path.
/// </summary>
public sealed class SeededOrder : ITestCaseOrderer
{
    static readonly string seed = Environment.GetEnvironmentVariable("COP_TESTS_SEED") ?? "1";

    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase =>
        [.. testCases.OrderBy(test => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(seed + test.TestCaseDisplayName))), StringComparer.Ordinal)];
}
