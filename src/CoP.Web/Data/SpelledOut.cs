using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Query;

namespace CoP.Web.Data;

/// <summary>
/// Marks a method that is a name for part of a question to the database, and nothing else. What it means is the expression in a field beside it, whose
/// first parameter is the database and whose others are those of the method. EF goes through a question each time it is asked; a name in it takes the time
/// of one call, and is spelled out only when SQL is made of it, which is once.
/// </summary>
/// <param name="meaning">The field with the expression.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SpelledOutAttribute(string meaning) : Attribute
{
    /// <summary>What calling such a method outside of a question comes to.</summary>
    public static Exception InQuestionsOnly => new InvalidOperationException("It has a meaning in a question to the database only.");

    internal static LambdaExpression? MeaningOf(MethodInfo method) =>
        method.GetCustomAttribute<SpelledOutAttribute>() is { } marked ? (LambdaExpression)method.DeclaringType!.GetField(marked.Meaning, BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)! : null;

    string Meaning => meaning;
}

/// <summary>Spells out what is named in a question, before SQL is made of it.</summary>
public sealed class SpellsOut : IQueryExpressionInterceptor
{
    public static readonly SpellsOut Only = new();

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData) => new Names((CopDb)eventData.Context!).Visit(queryExpression);

    sealed class Names(CopDb db) : ExpressionVisitor
    {
        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            if (SpelledOutAttribute.MeaningOf(node.Method) is not { } meaning) return base.VisitMethodCall(node);
            var values = meaning.Parameters.Skip(1).Zip(node.Arguments).ToDictionary(p => p.First, p => p.Second);
            return Visit(new Values(db, meaning.Parameters[0], values).Visit(meaning.Body));
        }

        protected override Expression VisitExtension(Expression node) => node is EntityQueryRootExpression or QueryParameterExpression ? node : base.VisitExtension(node);
    }

    /// <summary>Puts values for parameters, and tables for those of the database.</summary>
    sealed class Values(CopDb db, ParameterExpression database, Dictionary<ParameterExpression, Expression> values) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => values.GetValueOrDefault(node, node);

        protected override Expression VisitMember(MemberExpression node) =>
            node.Expression == database ? ((IQueryable)((PropertyInfo)node.Member).GetValue(db)!).Expression : base.VisitMember(node);

        protected override Expression VisitExtension(Expression node) => node;
    }
}
