using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CoP.Web.Data;

/// <summary>Questions that EF has understood once and for all. They belong to one model, and tests run both databases in one process.</summary>
public sealed class Compiled<T>(Func<T> compile) where T : class
{
    readonly ConditionalWeakTable<IModel, T> compiled = [];

    public T For(CopDb db) => compiled.GetValue(db.Model, _ => compile());
}
