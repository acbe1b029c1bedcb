"""How fast the devices of a machine work with weights, and what lies between two measured types."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from parley.engine.protocol import Rate
from parley.gguf.types import TENSOR_TYPES

Basis = Literal["calibrated", "assumed"]

#: Bits per weight by name of the tensor type.
BITS: Final[dict[str, float]] = {
    known.name: 8.0 * known.size / known.block for known in TENSOR_TYPES.values()
}
#: What is measured of attention, beside tensor types.
ATTENTION: Final = ("ATTENTION_64", "ATTENTION_128")
#: A type that this program does not know counts as one of about this size.
_UNKNOWN_BITS: Final = 4.5


class DeviceSpeed(msgspec.Struct, frozen=True):
    """How fast one device is. All rates are for the whole device, with all its threads.

    Attributes:
        device: the engine's name for it.
        rates: by tensor type; at least one.
        read_bytes_per_second: plain memory bandwidth.
        layer_seconds: what a layer costs per generated token beside its weights and its
            attention: waiting for each other's threads, starting kernels.
        attention: how fast attention is computed, as rates of `ATTENTION_64` and `ATTENTION_128`
            for heads of so many elements; empty where reading the KV cache is all that counts.
        width_seconds: what a layer costs per token of a prompt beside its matrices, for each unit
            of the model's width: norms, rotations, activations.
        basis: measured on this machine, or typical of such a device.
    """

    device: str
    rates: tuple[Rate, ...]
    read_bytes_per_second: float
    layer_seconds: float = 0.0
    attention: tuple[Rate, ...] = ()
    width_seconds: float = 0.0
    basis: Basis = "calibrated"

    def rate(self, tensor_type: str) -> Rate:
        """Return the rate of a tensor type, from its nearest neighbours if it was not measured.

        Between two measured types of its family, the time per weight goes straight with the bits
        per weight: it is memory that binds, or unpacking, which goes with the bits as well. Beyond
        them, the nearest type's bytes per second hold.
        """
        for known in self.rates:
            if known.type == tensor_type:
                return known
        bits = BITS.get(tensor_type, _UNKNOWN_BITS)
        family = _family(tensor_type)
        near = [rate for rate in self.rates if _family(rate.type) == family] or list(self.rates)
        below = max(
            (r for r in near if _bits(r) <= bits), key=lambda r: (_bits(r), r.type), default=None
        )
        above = min(
            (r for r in near if _bits(r) > bits), key=lambda r: (_bits(r), r.type), default=None
        )
        if below is None or above is None:
            one = below or above
            assert one is not None, "a device has at least one rate"
            return Rate(tensor_type, one.decode_bytes_per_second, one.prefill_flops)
        share = (bits - _bits(below)) / (_bits(above) - _bits(below))
        weight = (1 - share) * _weight_seconds(below) + share * _weight_seconds(above)
        flop = (1 - share) / below.prefill_flops + share / above.prefill_flops
        return Rate(tensor_type, bits / 8 / weight, 1 / flop)

    def attention_seconds(self, elements: int, tokens: int) -> float:
        """Return the seconds for one token to look at `tokens`, with heads of `elements`.

        That is for keys or for values of one head. Vectors go in steps of up to 128 elements, and
        what is left over goes at the speed of shorter ones (`ggml_vec_dot_f16` of ggml-cpu).
        """
        if not self.attention:
            return 0.0
        short, long = _heads(self.attention)
        rest = elements % 128
        pairs = ((elements - rest, long), (rest, short))
        return sum(2.0 * tokens * part / rate.decode_bytes_per_second for part, rate in pairs)

    def attention_flops(self, elements: int) -> float:
        """Return operations per second of attention of many tokens at once."""
        if not self.attention:
            return self.rate("F16").prefill_flops
        short, long = _heads(self.attention)
        return (short if elements % 128 else long).prefill_flops


class Calibration(msgspec.Struct, frozen=True):
    """How fast the devices of one machine are, and when and with what that was found out.

    Attributes:
        date: day of the measurement, ISO 8601; empty where nothing was measured.
        engine: version of the engine; cpu: name of the processor; threads: its compute threads.
        machine: `identity.machine_key` of the machine.
        busy: share of the processors, 0 to 1, that other programs used when it began.
    """

    devices: tuple[DeviceSpeed, ...]
    date: str = ""
    engine: str = ""
    cpu: str = ""
    threads: int = 0
    machine: str = ""
    busy: float = 0.0

    def of(self, device: str) -> DeviceSpeed | None:
        """Return what is known of a device, or None."""
        return next((known for known in self.devices if known.device == device), None)


def weights(tensor_type: str, nbytes: float) -> float:
    """Return how many weights of a tensor type take that many bytes."""
    return nbytes * 8 / BITS.get(tensor_type, _UNKNOWN_BITS)


def _heads(rates: tuple[Rate, ...]) -> tuple[Rate, Rate]:
    """Return the rates for short and for long heads; one stands for the other if it is alone."""
    by_name = {rate.type: rate for rate in rates}
    return by_name.get("ATTENTION_64", rates[0]), by_name.get("ATTENTION_128", rates[0])


def _bits(rate: Rate) -> float:
    return BITS.get(rate.type, _UNKNOWN_BITS)


def _weight_seconds(rate: Rate) -> float:
    return _bits(rate) / 8 / rate.decode_bytes_per_second


def _family(name: str) -> str:
    """Return which types are unpacked in the same way: plain, blocks, K types, tables, FP4."""
    if name in {"F32", "F16", "BF16"}:
        return "plain"
    if name.startswith("IQ4"):  # a table of 16 values, unpacked like the 4-bit blocks
        return "block"
    if name.startswith(("IQ", "TQ")):
        return "table"
    if name.endswith("_K"):
        return "k"
    return "block"
