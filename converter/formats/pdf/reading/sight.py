"""What of a page is seen: the part of the graphics state that can hide a text from the eye while it is read.

    3 Tr (words) Tj     1 1 1 rg (words) Tj     1 0 0 1 900 40 Tm (words) Tj     .1 Tf (words) Tj

ISO 32000-1, 8.3 (coordinates), 8.6 (colours), 9.3 and 9.4 (text state and positions).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from converter.formats.pdf.reading.operators import NUMBERED, Operands

_HIDDEN_MODES = (3, 7)
_SMALLEST = 1.0
"""Points: smaller type cannot be read."""
_NARROWEST = 20.0
"""Per cent: narrower type cannot be read."""
_NEAR = 0.02
"""How like each other two colours are that cannot be told apart, each part from 0 to 1."""
_EDGE = 1.0
"""Points that a line may begin outside of the page."""
_FILLS = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"))
_UNUSED = {b"gs": "a graphics state", b"sh": "a shading", b"W": "a clipping path", b"W*": "a clipping path"}
"""What this project's pages are never painted with."""

Matrix = tuple[float, float, float, float, float, float]
Colour = tuple[float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_WHITE: Colour = (1.0, 1.0, 1.0)


class _State(NamedTuple):
    """What `q` keeps and `Q` restores."""

    matrix: Matrix = _IDENTITY
    colour: Colour = (0.0, 0.0, 0.0)
    mode: float = 0.0
    size: float = 0.0
    stretch: float = 100.0
    rise: float = 0.0
    leading: float = 0.0


class Sight:
    """Follows one page's operators. `odd` has what is painted that this project's pages never have."""

    def __init__(self, box: Sequence[float]) -> None:
        """Begin a page with its visible box: left, bottom, right and top."""
        self.odd: list[str] = []
        self._left, self._bottom, self._right, self._top = box
        self._state, self._saved = _State(), list[_State]()
        self._line = _IDENTITY
        self._grounds = [_WHITE]
        self._shown = False
        self._why: str | None = None

    def do(self, operator: bytes, operands: Operands) -> None:
        """Follow an operator."""
        if operator in NUMBERED:
            numbers = operands.numbers
            if numbers:
                self._set(operator, numbers)
                self._why = None
        elif operator in _FILLS:
            self._fill()
        elif operator in _UNUSED:
            self.odd.append(f"is painted with {_UNUSED[operator]}")
        elif operator == b"q":
            self._saved.append(self._state)
        elif operator == b"Q":
            self._state, self._why = self._saved.pop() if self._saved else _State(), None
        elif operator in (b"BT", b"T*"):
            self._line = _IDENTITY if operator == b"BT" else _moved(self._line, 0.0, -self._state.leading)
            self._why = None

    def _set(self, operator: bytes, numbers: list[float]) -> None:
        """Set place, colour, or text state."""
        state, last = self._state, numbers[-1]
        match operator, numbers:
            case b"Tm", [a, b, c, d, e, f]:
                self._line = (a, b, c, d, e, f)
            case b"Tf", _:
                self._state = state._replace(size=last)
            case b"Td" | b"TD", [x, y]:
                self._line = _moved(self._line, x, y)
                self._state = state._replace(leading=-y) if operator == b"TD" else state
            case b"cm", [a, b, c, d, e, f]:
                self._state = state._replace(matrix=_times((a, b, c, d, e, f), state.matrix))
            case b"Tr", _:
                self._state = state._replace(mode=last)
            case b"Tz", _:
                self._state = state._replace(stretch=last)
            case b"Ts", _:
                self._state = state._replace(rise=last)
            case b"TL", _:
                self._state = state._replace(leading=last)
            case b"g" | b"rg" | b"k" | b"sc" | b"scn", _:
                self._state = state._replace(colour=_colour(numbers))

    def _fill(self) -> None:
        self._grounds.append(self._state.colour)
        if self._shown:
            self.odd.append("has a shape painted after its text, which may be over it")

    def hides(self) -> str:
        """Why a text that is shown now is not seen; nothing when it is."""
        self._shown = True
        if self._why is None:
            self._why = self._hides()
        return self._why

    def _hides(self) -> str:
        state = self._state
        line = _moved(self._line, 0.0, state.rise) if state.rise else self._line
        a, b, c, d, e, f = line if state.matrix is _IDENTITY else _times(line, state.matrix)
        if state.mode in _HIDDEN_MODES:
            return "drawn invisibly"
        if any(_alike(state.colour, ground) for ground in self._grounds):
            return "of the colour of the ground"
        if abs(state.size) * sqrt(abs(a * d - b * c)) < _SMALLEST or state.stretch < _NARROWEST:
            return "too small to be read"
        return "" if self._within(e, f) else "outside of the page"

    def _within(self, x: float, y: float) -> bool:
        across = self._left - _EDGE <= x <= self._right + _EDGE
        return across and self._bottom - _EDGE <= y <= self._top + _EDGE

    def hides_image(self) -> bool:
        """Whether an image that is painted now is outside of the page, or too small to be seen."""
        a, b, c, d, e, f = self._state.matrix
        return abs(a * d - b * c) < _SMALLEST or not (self._within(e, f) and self._within(a + c + e, b + d + f))


def _times(one: Matrix, other: Matrix) -> Matrix:
    """One transformation, then another. 8.3.4."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _moved(matrix: Matrix, x: float, y: float) -> Matrix:
    a, b, c, d, e, f = matrix
    return (a, b, c, d, x * a + y * c + e, x * b + y * d + f)


def _alike(one: Colour, other: Colour) -> bool:
    return abs(one[0] - other[0]) <= _NEAR and abs(one[1] - other[1]) <= _NEAR and abs(one[2] - other[2]) <= _NEAR


def _colour(numbers: Sequence[float]) -> Colour:
    """Grey, RGB or CMYK as RGB. 8.6.4."""
    if len(numbers) == 1:
        return (numbers[0],) * 3
    if len(numbers) == 4:
        cyan, magenta, yellow, black = numbers
        return (1 - min(1, cyan + black), 1 - min(1, magenta + black), 1 - min(1, yellow + black))
    return (numbers[0], numbers[1], numbers[2]) if len(numbers) == 3 else (0.0, 0.0, 0.0)
