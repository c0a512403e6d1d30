from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.normal_form import normal_form
from unit.make import document


def test_keys_and_values_become_canonical_and_paths_lead_back() -> None:
    form = normal_form(
        document(
            """\
            version: 1
            systems:
              - riskClass: High
                annexIII: [4(a), nope]
                logging: {RetentionDays: "365"}
                registration:
                oversight: {stop_function: yes, ovrride: x}
                x-Mine: {Some_Key: 1}
                suppliers: [{Name: Acme}]
            """
        ).data
    )
    assert form.data == {
        "version": 1,
        "systems": [
            {
                "risk-class": "high-risk",
                "annex-iii": ["III.4.a", "nope"],
                "logging": {"retention-days": 365},
                "oversight": {"stop-function": True, "ovrride": "x"},
                "x-Mine": {"Some_Key": 1},
                "suppliers": [{"name": "Acme"}],
            }
        ],
    }
    assert form.written(("systems", 0, "annex-iii", 1)) == ("systems", 0, "annexIII", 1)
    assert form.written(("systems", 0, "logging", "retention-days")) == ("systems", 0, "logging", "RetentionDays")
    assert form.written(("systems", 0, "oversight", "ovrride")) == ("systems", 0, "oversight", "ovrride")
    assert form.written(("systems", 0, "suppliers", 0, "name")) == ("systems", 0, "suppliers", 0, "Name")


def test_a_missing_key_lies_below_its_written_parent() -> None:
    form = normal_form({"Oversight": {"people": [{"role": "x"}]}})
    assert form.written(("oversight", "override")) == ("Oversight", "override")
    assert form.written(("risk-class",)) == ("risk-class",)


def test_a_single_system_at_the_top() -> None:
    assert normal_form({"Risk Class": "low", "name": None}).data == {"risk-class": "minimal"}


_DATA = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=6)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["systems", "version", "Role", "oversight", "people", "", "x-", "a_b"]), inner, max_size=4
        ),
    ),
    max_leaves=20,
)


@given(_DATA)
def test_any_data_has_a_normal_form_and_every_path_in_it_leads_back(data: object) -> None:
    form = normal_form(data)

    def look(node: object, path: tuple[str | int, ...]) -> None:
        written: object = data
        for step in form.written(path):
            written = written[step]  # type: ignore[index]  # raises where the path does not lead back
        if isinstance(node, dict | list):
            assert type(written) is type(node)
            for step, below in node.items() if isinstance(node, dict) else enumerate(node):
                look(below, (*path, step))

    look(form.data, ())
