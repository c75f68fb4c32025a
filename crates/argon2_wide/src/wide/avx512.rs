//! The compression function by AVX-512: all eight rows at once, then all eight columns.
#![allow(
    clippy::indexing_slicing,
    clippy::needless_range_loop,
    reason = "loops have constant bounds inside those of their arrays, and go by index: so they are \
              unrolled into registers, which iterators and closures are not"
)]

use std::arch::x86_64::__m512i;

use pulp::x86::V4;

use super::block::Block;
use super::fill::Compress;

impl Compress for V4 {
    #[inline(always)]
    fn compress(self, x: &Block, y: &Block, out: &mut Block, over: bool, first: impl FnOnce(u64)) {
        let f = self.avx512f;
        let mut v = [f._mm512_setzero_si512(); 16];
        for i in 0..16 {
            v[i] = both(self, x, y, i);
        }
        round(self, &mut v);
        v = transpose(self, v);
        round(self, &mut v);
        let [permuted, ..]: [u64; 8] = pulp::cast(v[0]);
        let before = if over { out.word(0) } else { 0 };
        first(permuted ^ x.word(0) ^ y.word(0) ^ before);
        v = transpose(self, v);
        for i in 0..16 {
            let mut made = f._mm512_xor_si512(v[i], both(self, x, y, i));
            if over {
                made = f._mm512_xor_si512(made, pulp::cast(out.0[i]));
            }
            out.0[i] = pulp::cast(made);
        }
    }

    #[inline(always)]
    fn prefetch(self, block: *const Block) {
        super::prefetch(self.sse, block);
    }
}

/// `X ⊕ Y`.
#[inline(always)]
fn both(by: V4, x: &Block, y: &Block, i: usize) -> __m512i {
    by.avx512f
        ._mm512_xor_si512(pulp::cast(x.0[i]), pulp::cast(y.0[i]))
}

/// P (§3.6): BLAKE2b's round with multiplications in it, on the columns of four by four words, then
/// on the diagonals.
#[inline(always)]
fn round(by: V4, v: &mut [__m512i; 16]) {
    quarter::<0, 4, 8, 12>(by, v);
    quarter::<1, 5, 9, 13>(by, v);
    quarter::<2, 6, 10, 14>(by, v);
    quarter::<3, 7, 11, 15>(by, v);
    quarter::<0, 5, 10, 15>(by, v);
    quarter::<1, 6, 11, 12>(by, v);
    quarter::<2, 7, 8, 13>(by, v);
    quarter::<3, 4, 9, 14>(by, v);
}

/// GB (§3.6).
#[inline(always)]
fn quarter<const A: usize, const B: usize, const C: usize, const D: usize>(
    by: V4,
    v: &mut [__m512i; 16],
) {
    let f = by.avx512f;
    let (mut a, mut b, mut c, mut d) = (v[A], v[B], v[C], v[D]);
    a = mix(by, a, b);
    d = f._mm512_ror_epi64::<32>(f._mm512_xor_si512(d, a));
    c = mix(by, c, d);
    b = f._mm512_ror_epi64::<24>(f._mm512_xor_si512(b, c));
    a = mix(by, a, b);
    d = f._mm512_ror_epi64::<16>(f._mm512_xor_si512(d, a));
    c = mix(by, c, d);
    b = f._mm512_ror_epi64::<63>(f._mm512_xor_si512(b, c));
    (v[A], v[B], v[C], v[D]) = (a, b, c, d);
}

/// x + y + 2 · low half of x · low half of y.
#[inline(always)]
fn mix(by: V4, x: __m512i, y: __m512i) -> __m512i {
    let f = by.avx512f;
    let product = f._mm512_mul_epu32(x, y);
    let twice = f._mm512_add_epi64(product, product);
    f._mm512_add_epi64(f._mm512_add_epi64(x, y), twice)
}

/// Rows become columns, which are two words wide: those of even number come first, then those of
/// odd. Done twice, all is where it was.
#[inline(always)]
fn transpose(by: V4, v: [__m512i; 16]) -> [__m512i; 16] {
    let e = square(by, [v[0], v[2], v[4], v[6], v[8], v[10], v[12], v[14]]);
    let o = square(by, [v[1], v[3], v[5], v[7], v[9], v[11], v[13], v[15]]);
    [
        e[0], o[0], e[1], o[1], e[2], o[2], e[3], o[3], e[4], o[4], e[5], o[5], e[6], o[6], e[7],
        o[7],
    ]
}

/// Turns eight by eight words. What is half done is named by the rows of which it holds words, and
/// by the columns that these are of.
#[inline(always)]
fn square(by: V4, rows: [__m512i; 8]) -> [__m512i; 8] {
    let f = by.avx512f;
    let low = |x, y| f._mm512_unpacklo_epi64(x, y);
    let high = |x, y| f._mm512_unpackhi_epi64(x, y);
    let even = |x, y| f._mm512_shuffle_i64x2::<0b10_00_10_00>(x, y);
    let odd = |x, y| f._mm512_shuffle_i64x2::<0b11_01_11_01>(x, y);

    let [a, b, c, d, e, f_, g, h] = rows;
    let (ab0246, cd0246, ef0246, gh0246) = (low(a, b), low(c, d), low(e, f_), low(g, h));
    let (ab1357, cd1357, ef1357, gh1357) = (high(a, b), high(c, d), high(e, f_), high(g, h));
    let (abcd04, abcd26) = (even(ab0246, cd0246), odd(ab0246, cd0246));
    let (abcd15, abcd37) = (even(ab1357, cd1357), odd(ab1357, cd1357));
    let (efgh04, efgh26) = (even(ef0246, gh0246), odd(ef0246, gh0246));
    let (efgh15, efgh37) = (even(ef1357, gh1357), odd(ef1357, gh1357));
    [
        even(abcd04, efgh04),
        even(abcd15, efgh15),
        even(abcd26, efgh26),
        even(abcd37, efgh37),
        odd(abcd04, efgh04),
        odd(abcd15, efgh15),
        odd(abcd26, efgh26),
        odd(abcd37, efgh37),
    ]
}
