"""Writes the files of other programs that the tests read, byte for byte as pickle, NumPy and torch.save do.

Only Python's own library is needed: NumPy's and torch's names are stand-ins that pickle as the real ones do. The files
that are not made here were written by NumPy itself. Run it in this folder: python3 make.py
"""
import io
import pickle
import struct
import sys
import types
import zipfile
from collections import OrderedDict

OUT = 'noise-files/'
WRITTEN = [(i + 10) % 17 - 8 for i in range(48)]  # (4, 3, 2, 2), from -8 to 8
FRACTIONS = [level / 255 for level in WRITTEN]
PLAIN = (12, 4, 2, 1)


def stand_in(module, name, value=None):
    value = value if value is not None else (lambda *arguments: None)
    sys.modules.setdefault(module, types.ModuleType(module))
    value.__module__, value.__qualname__ = module, name
    setattr(sys.modules[module], name, value)
    return value


for parent in ('numpy', 'numpy.core', 'torch'):
    sys.modules.setdefault(parent, types.ModuleType(parent))
reconstruct = stand_in('numpy.core.multiarray', '_reconstruct')
scalar = stand_in('numpy.core.multiarray', 'scalar')
rebuild_tensor = stand_in('torch._utils', '_rebuild_tensor_v2')
rebuild_parameter = stand_in('torch._utils', '_rebuild_parameter')
STORAGES = {name: stand_in('torch', name, type(name, (), {})) for name in
            ('FloatStorage', 'HalfStorage', 'BFloat16Storage', 'ShortStorage', 'CharStorage')}


class Pickled:
    """An object that pickles as a call, and a state that it is given."""

    def __init__(self, *reduced):
        self.reduced = reduced

    def __reduce__(self):
        return self.reduced


class dtype:
    def __init__(self, code, order):
        self.code, self.order = code, order

    def __reduce__(self):
        return dtype, (self.code, False, True), (3, self.order, None, None, None, -1, -1, 0)


class ndarray:
    pass


stand_in('numpy', 'dtype', dtype)
stand_in('numpy', 'ndarray', ndarray)
INT8, INT64, BIG = dtype('i1', '|'), dtype('i8', '<'), dtype('f4', '>')


def array(shape, kind, data):
    return Pickled(reconstruct, (ndarray, (0,), b'b'), (1, shape, kind, False, data))


def write(name, content):
    with open(OUT + name, 'wb') as file:
        file.write(content)


NOISE = array((4, 3, 2, 2), INT8, struct.pack('48b', *WRITTEN))
EVERY_BYTE = array((256,), dtype('u1', '|'), bytes(range(256)))
LABELS = array((4,), INT64, struct.pack('<4q', 0, 1, 2, 0))
for protocol in (0, 1):
    write(f'noise-protocol{protocol}.pkl', pickle.dumps(NOISE, protocol))
    write(f'bytes-protocol{protocol}.pkl', pickle.dumps(EVERY_BYTE, protocol))
write('noise-big-endian.pkl', pickle.dumps(array((4, 3, 2, 2), BIG, struct.pack('>48f', *FRACTIONS)), 4))
write('dictionary.pkl', pickle.dumps({'noise': NOISE, 'labels': LABELS}, 4))
write('tuple.pkl', pickle.dumps((NOISE, 'em', 8), 2))
write('two-arrays.pkl', pickle.dumps({'a': NOISE, 'b': LABELS}, 4))
for protocol in (0, 2, 4):
    write(f'labels-list-protocol{protocol}.pkl', pickle.dumps([7, 1, 5, 40000], protocol))
write('labels-scalars.pkl', pickle.dumps([Pickled(scalar, (INT64, struct.pack('<q', n))) for n in (7, 1, 5, 40000)], 4))


def python2(shape, code, data):
    """Protocol 0 of Python 2, whose bytes are quoted texts."""
    named = {9: '\\t', 10: '\\n', 13: '\\r', 39: "\\'", 92: '\\\\'}
    quoted = ''.join(named.get(c) or (chr(c) if 32 <= c < 127 else f'\\x{c:02x}') for c in data)
    sizes = ''.join(f'L{n}L\n' for n in shape)
    return (f"cnumpy.core.multiarray\n_reconstruct\np0\n(cnumpy\nndarray\np1\n(I0\ntp2\nS'b'\np3\ntp4\nRp5\n"
            f"(I1\n({sizes}tp6\ncnumpy\ndtype\np7\n(S'{code}'\np8\nI0\nI1\ntp9\nRp10\n(I3\nS'|'\np11\n"
            f"NNNI-1\nI-1\nI0\ntp12\nbI00\nS'{quoted}'\np13\ntp14\nb.").encode()


write('noise-python2.pkl', python2((4, 3, 2, 2), 'i1', struct.pack('48b', *WRITTEN)))
write('bytes-python2.pkl', python2((256,), 'u1', bytes(range(256))))


class Storage:
    def __init__(self, kind, location, count):
        self.id = ('storage', STORAGES[kind], '0', location, count)


class TorchPickler(pickle.Pickler):
    def persistent_id(self, value):
        return value.id if isinstance(value, Storage) else None


def tensor(kind, strides=PLAIN, first=0, location='cpu', count=48, shape=(4, 3, 2, 2)):
    return Pickled(rebuild_tensor, (Storage(kind, location, count), first, shape, strides, False, OrderedDict()))


def save(name, value, elements, order=b'little'):
    content = io.BytesIO()
    TorchPickler(content, 2).dump(value)
    root = name.removesuffix('.pt')
    with zipfile.ZipFile(OUT + name, 'w') as file:
        for part, data in (('data.pkl', content.getvalue()), ('byteorder', order), ('data/0', elements), ('version', b'3\n')):
            file.writestr(zipfile.ZipInfo(f'{root}/{part}'), data)


def turned(values, *order):
    """Elements of (4, 3, 2, 2) with the dimensions in another order, the last one running fastest."""
    sizes = (4, 3, 2, 2)
    places = [()]
    for dim in order:
        places = [place + (i,) for place in places for i in range(sizes[dim])]
    return [values[sum(i * PLAIN[dim] for dim, i in zip(order, place))] for place in places]


FLOATS = struct.pack('<48f', *FRACTIONS)
save('torch-float32.pt', tensor('FloatStorage'), FLOATS)
save('torch-strided-cuda.pt', {'epoch': 3, 'noise': tensor('FloatStorage', (12, 1, 6, 3), 2, 'cuda:0', 50)},
     struct.pack('<50f', 0, 0, *turned(FRACTIONS, 0, 2, 3, 1)))
save('torch-half-parameter.pt', (Pickled(rebuild_parameter, (tensor('HalfStorage'), True, OrderedDict())), 'em'),
     struct.pack('<48e', *FRACTIONS))
save('torch-bfloat16.pt', [tensor('BFloat16Storage')], b''.join(struct.pack('<f', level)[2:] for level in WRITTEN))
save('torch-int16-big.pt', tensor('ShortStorage'), struct.pack('>48h', *WRITTEN), b'big')
save('torch-fortran.pt', tensor('CharStorage', (1, 4, 12, 24)), struct.pack('48b', *turned(WRITTEN, 3, 2, 1, 0)))
save('torch-two.pt', {'images': tensor('FloatStorage'), 'delta': tensor('FloatStorage')}, FLOATS)
save('torch-beyond.pt', tensor('FloatStorage', first=1), FLOATS)


def npy(code, shape, data):
    header = f"{{'descr': '{code}', 'fortran_order': False, 'shape': {shape}, }}".encode()
    header += b' ' * (63 - (len(header) + 10) % 64) + b'\n'
    return b'\x93NUMPY\x01\0' + struct.pack('<H', len(header)) + header + data


for name, kind in (('noise.npz', zipfile.ZIP_STORED), ('noise-compressed.npz', zipfile.ZIP_DEFLATED)):
    with zipfile.ZipFile(OUT + name, 'w', kind) as file:
        file.writestr(zipfile.ZipInfo('labels.npy'), npy('<i8', (4,), struct.pack('<4q', 0, 1, 2, 0)), kind)
        file.writestr(zipfile.ZipInfo('noise.npy'), npy('<f4', (4, 3, 2, 2), FLOATS), kind)
