"""Expected divergence of a quantisation: order, size of the model, labels of publishers."""

from __future__ import annotations

import pytest

from parley.fit.quality import TABLE, divergence, grade, kv_divergence, loadable

EIGHT = 8.03e9


def test_the_measured_model_has_the_measured_figures() -> None:
    assert divergence("Q4_K_M", EIGHT) == pytest.approx(0.031273)
    assert divergence("Q4_K_M", EIGHT, imatrix=True) == pytest.approx(0.028152)
    assert divergence("q8_0", EIGHT) == pytest.approx(0.001355)


@pytest.mark.parametrize(
    ("labels", "imatrix"),
    [
        ("Q2_K Q3_K_S Q3_K_M Q3_K_L Q4_K_S Q4_K_M Q5_K_S Q5_K_M Q6_K Q8_0 F16", True),
        ("Q2_K Q3_K_S Q3_K_M Q3_K_L Q4_K_S Q4_K_M Q5_K_S Q5_K_M Q6_K Q8_0 F16", False),
        ("IQ1_S IQ1_M IQ2_XXS IQ2_XS IQ2_S IQ2_M IQ3_XXS IQ3_XS IQ3_S IQ3_M IQ4_XS", True),
        ("Q4_0 Q5_0 Q8_0 BF16", False),
    ],
)
def test_more_bits_of_the_same_kind_are_closer(labels: str, imatrix: bool) -> None:
    values = [_of(label, imatrix=imatrix) for label in labels.split()]
    assert values == sorted(values, reverse=True)


def test_bits_alone_do_not_decide() -> None:
    # Q4_1 is bigger than Q4_K_M and much worse; IQ3_M is as big as Q3_K_S and better.
    assert TABLE["Q4_1"].bits > TABLE["Q4_K_M"].bits
    assert _of("Q4_1") > _of("Q4_K_M")
    assert _of("IQ3_M", imatrix=True) < _of("Q3_K_S", imatrix=True)


def test_bigger_models_lose_less() -> None:
    sizes = [1e9, 3e9, 8e9, 27e9, 70e9, 405e9]
    values = [_of("Q4_K_M", parameters=size) for size in sizes]
    assert values == sorted(values, reverse=True)
    # Gemma 3 27B, published by Unsloth: 0.0249.
    assert _of("Q4_K_M", parameters=27.4e9, imatrix=True) == pytest.approx(0.0249, rel=0.03)


@pytest.mark.parametrize(
    ("label", "base"),
    [("Q4_K_L", "Q4_K_M"), ("Q4_K", "Q4_K_M"), ("Q6_K_L", "Q6_K"), ("q4_k_m", "Q4_K_M")],
)
def test_labels_of_publishers_count_as_what_they_are_built_on(label: str, base: str) -> None:
    assert _of(label) == _of(base)


def test_dynamic_mixes_are_a_little_better_than_their_base() -> None:
    assert 0.9 * _of("Q4_K_M", imatrix=True) < _of("UD-Q4_K_XL") < _of("Q4_K_M", imatrix=True)
    # Gemma 3 27B, published by Unsloth: 0.0237.
    assert _of("UD-Q4_K_XL", parameters=27.4e9) == pytest.approx(0.0237, rel=0.05)


@pytest.mark.parametrize("label", ["IQ4_XS", "IQ4_NL", "IQ3_M", "Q4_K_S"])
def test_without_an_importance_matrix_more_is_lost(label: str) -> None:
    assert _of(label, imatrix=False) > _of(label, imatrix=True)
    assert _of(label, imatrix=None) == _of(label, imatrix=False)


def test_an_unknown_label_is_read_off_its_bits_and_never_flattered() -> None:
    for bits in (8.5, 6.6, 5.7, 4.9, 4.5, 3.7, 3.0, 2.4, 2.05):
        value = divergence("APEX-I-Balanced", EIGHT, bits)
        assert value is not None
        for row in TABLE.values():
            if row.bits >= bits:
                assert value >= 0.999 * min(row.plain or 9.0, row.imatrix or 9.0)
    assert divergence("APEX-I-Balanced", EIGHT) is None


def test_nothing_is_said_where_nothing_is_known() -> None:
    assert divergence("TQ2_0", EIGHT, 2.06) is None
    assert divergence("Q1_0", EIGHT, 1.2) is None


def test_native_4_bit_releases_are_their_own_original() -> None:
    assert divergence("MXFP4_MOE", 3.6e9, 4.3, architecture="gpt-oss") == 0
    quantised = divergence("MXFP4_MOE", 3.6e9, 4.3, architecture="qwen3moe")
    assert quantised is not None
    assert quantised > _of("Q4_K_M")


def test_unquantised_files_lose_nothing_that_matters() -> None:
    assert divergence("BF16", EIGHT) == 0
    assert _of("F16") < _of("Q8_0") / 10


def test_what_the_engine_cannot_load_is_known() -> None:
    assert not any(map(loadable, ("Q4_0_4_4", "Q4_0_8_8", "IQ4_KSS", "IQ5_K", "IQ4_K_R4")))
    assert all(map(loadable, ("Q4_0", "IQ4_NL", "UD-Q4_K_XL", "MXFP4_MOE", "Q4_K_P", "BF16")))


def test_a_quantised_cache_costs_little_in_8_bits_and_more_in_4() -> None:
    assert kv_divergence("f16", "f16") == 0
    assert 0 < kv_divergence("q8_0", "f16") < kv_divergence("q8_0", "q8_0") < 0.001
    assert kv_divergence("q4_0", "q4_0") > 10 * kv_divergence("q8_0", "q8_0")


def test_grades_follow_the_figures() -> None:
    said = [grade(value) for value in (0.001, 0.006, 0.03, 0.1, 0.3, 1.0)]
    assert len(set(said)) == 6
    assert grade(None) == "of unknown quality"


def _of(label: str, *, parameters: float = EIGHT, imatrix: bool | None = None) -> float:
    value = divergence(label, parameters, imatrix=imatrix)
    assert value is not None
    return value
