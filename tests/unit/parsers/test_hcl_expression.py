"""HCL expressions as our own syntax tree."""

from __future__ import annotations

import pytest

from aiact_lint.expression import (
    Binary,
    Call,
    Conditional,
    Expression,
    ForExpression,
    Index,
    Literal,
    ObjectExpression,
    Opaque,
    Splat,
    Template,
    Traversal,
    TupleExpression,
    Unary,
    parts_of,
    traversals,
)
from aiact_lint.parsers import hcl
from aiact_lint.parsers.hcl_expression import MAX_DEPTH
from aiact_lint.source import SourceFile


def expression(written: str) -> Expression:
    """The expression of an attribute, in a file where it does not stand at the start."""
    parsed = hcl.parse(SourceFile("main.tf", f"# ä\na = {written}\n".encode()))
    assert not parsed.failures
    return parsed.documents[0].expressions["attributes", "a"]


def shape(node: Expression) -> object:
    """An expression without its spans."""
    match node:
        case Literal(value=value):
            return value
        case Traversal(root=root, steps=steps):
            return ".".join((root, *map(str, steps)))
        case Template(parts=parts):
            return ["template", *map(shape, parts)]
        case Call(name=name, args=args, expand_final=expand):
            return [f"{name}{'...' if expand else '()'}", *map(shape, args)]
        case Binary(operator=operator):
            return [operator, *map(shape, parts_of(node))]
        case Unary(operator=operator, operand=operand):
            return [f"unary {operator}", shape(operand)]
        case Splat(collection=collection, steps=steps):
            return ["splat", shape(collection), *steps]
        case ObjectExpression(items=items):
            return {"object": [(shape(key), shape(value)) for key, value in items]}
        case ForExpression(names=names, grouped=grouped):
            return ["for...", names] if grouped else ["for", names, *map(shape, parts_of(node))]
        case Opaque(text=text):
            return ["opaque", text]
        case Conditional() | Index() | TupleExpression():
            return [type(node).__name__.lower(), *map(shape, parts_of(node))]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("var.x", "var.x"),
        ('aws_x.y[0].z["k"].w', "aws_x.y.0.z.k.w"),
        ("a.0.b", "a.0.b"),
        ("a[var.i].b", ["index", ["index", "a", "var.i"], "b"]),
        ("f().b", ["index", ["f()"], "b"]),
        ("(a).b", "a.b"),
        ("(a[var.i])[0]", ["index", ["index", "a", "var.i"], 0]),
        ("f(1, b...)", ["f...", 1, "b"]),
        ("provider::aws::f(1)", ["provider::aws::f()", 1]),
        ("a ? b : c ? d : e", ["conditional", "a", "b", ["conditional", "c", "d", "e"]]),
        (
            "a ? b : (c ? d : e) ? f : g",
            ["conditional", "a", "b", ["conditional", ["conditional", "c", "d", "e"], "f", "g"]],
        ),
        (
            "a ? b : c == 1 ? d : e ? f : g",
            ["conditional", "a", "b", ["conditional", ["==", "c", 1], "d", ["conditional", "e", "f", "g"]]],
        ),
        ("a ? b ? c : d : e", ["conditional", "a", ["conditional", "b", "c", "d"], "e"]),
        ("a == 1 && !b.c", ["&&", ["==", "a", 1], ["unary !", "b.c"]]),
        ("a + b.c[0] * -2", ["+", "a", ["*", "b.c.0", -2]]),
        ("a.b[*].c.d", ["splat", "a.b", "c", "d"]),
        ("a.*.b[0].c", ["index", ["index", ["splat", "a", "b"], 0], "c"]),
        ("a[*].b[var.i].c", ["for", ("*",), ["splat", "a", "b"], ["index", ["index", "*", "var.i"], "c"]]),
        ("a[*].b[*].c", ["for", ("*",), ["splat", "a", "b"], ["splat", "*", "c"]]),
        ("a.*.b.*.c", ["splat", ["splat", "a", "b"], "c"]),
        ("f([a, 1, []])", ["f()", ["tupleexpression", "a", 1, ["tupleexpression"]]]),
        ('{ k = a, (b) = 1, "c${d}" = 2 }', {"object": [("k", "a"), ("b", 1), (["template", "c", "d"], 2)]}),
        ("[for v in c : v.x if v]", ["for", ("v",), "c", "v.x", "v"]),
        ("{for k, v in c : k => v}", ["for", ("k", "v"), "c", "k", "v"]),
        ("{for k, v in c : k => v...}", ["for...", ("k", "v")]),
        ('"a-${b} \\n${"x"}$${c}"', ["template", "a-", "b", " \n", "x", "${c}"]),
        ('"${a}"', ["template", "a"]),
        ('" ${a} ${b}"', ["template", " ", "a", " ", "b"]),
        ("<<-E\n    a ${b}\n      ${c}\n  E", ["template", "a ", "b", "\n  ", "c", "\n"]),
        ("<<E\n \\n${b}\nE", ["template", " \\n", "b", "\n"]),
        ('"%{ if a }b%{ endif }"', ["template", ["conditional", "a", "b", ""]]),
        ('"${~ a ~}"', ["template", "a"]),
        ("(105e+2)", 10500.0),
        ("(1)", 1),
    ],
)
def test_shapes(written: str, expected: object) -> None:
    assert shape(expression(written)) == expected


def test_every_node_knows_where_it_stands() -> None:
    written = 'f(var.ä, "x${b.c[0]}")'
    text = f"# ä\na = {written}\n"
    found = expression(written)
    assert isinstance(found, Call)
    assert text[found.span.start : found.span.end] == written
    first, second = found.args
    assert text[first.span.start : first.span.end] == "var.ä"
    inner = parts_of(second)
    assert [text[part.span.start : part.span.end] for part in inner] == ["x", "b.c[0]"]


def test_traversals_come_in_source_order() -> None:
    found = expression('{ a = [x.y, f(z)], (w) = c ? "${d.e}" : null }')
    assert [shape(each) for each in traversals(found)] == ["x.y", "z", "w", "c", "d.e"]


def test_comments_mean_nothing() -> None:
    assert shape(expression("f(a, # one\n  b /* two */)")) == ["f()", "a", "b"]


@pytest.mark.parametrize(
    "written",
    [
        "f(" * 500 + "1" + ")" * 500,
        "-" * 500 + "a",
        "a" + " + a" * 500,
        "a" + ".b" * 500,
        "a ? b : " * 300 + "c",
        "a" + "[i]" * 500,
        "a[i][i][i][i][i][(" * 100 + "b" + ")]" * 100,
        "a" + ".*[i]" * 300,
        "a" + "[*]" * 300,
        "a[*]" + "[i]" * 300,
    ],
)
def test_nesting_beyond_the_bound_is_left_as_text(written: str) -> None:
    pending = [(expression(written), 0)]
    nodes = [pending[0]]
    while pending:
        node, depth = pending.pop()
        below = [(part, depth + 1) for part in parts_of(node)]
        nodes += below
        pending += below
    assert any(isinstance(node, Opaque) for node, _ in nodes)
    assert max(depth for _, depth in nodes) <= MAX_DEPTH + 1


def test_a_broken_expression_is_opaque() -> None:
    parsed = hcl.parse(SourceFile("main.tf", b"a = [1, ]]\n"))
    for found in parsed.documents[0].expressions.values():
        assert isinstance(found, Opaque)
