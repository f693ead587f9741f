"""What the arrays of an index are made with."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from knowledge.arrays import distinct


@settings(deadline=None)  # numpy's own imports more the first time
@given(arrays(st.sampled_from([np.int8, np.int32, np.uint16, np.float32]), st.integers(0, 30)))
def test_distinct_values_are_what_numpy_finds(values: np.ndarray) -> None:
    expected = np.unique(values[values == values])  # NaN is unlike itself
    found = distinct(values[values == values])
    assert found.dtype == expected.dtype
    assert found.tolist() == expected.tolist()


@pytest.mark.parametrize("question", ["Who signed the pact?", "in:caracas how much land", "latest news"])
def test_an_answer_does_without_numpys_masked_arrays(question: str) -> None:
    program = (
        "import sys; from pathlib import Path; from knowledge import Library, answer; import knowledge; "
        f"answer({question!r}, Library(Path(knowledge.__file__).parent / 'bundled').open()); "
        "print('numpy.ma' in sys.modules)"
    )
    process = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert process.stdout.strip() == "False"
