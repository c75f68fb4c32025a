//! The compression function by AVX2: four rows at a time, then four columns.
#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::needless_range_loop,
    reason = "loops have constant bounds inside those of their arrays, and go by index: so they are \
              unrolled into registers, which iterators and closures are not"
)]

use std::arch::x86_64::__m256i;

use pulp::x86::V3;

use super::block::Block;
use super::fill::Compress;

impl Compress for V3 {
    #[inline(always)]
    #[allow(
        clippy::excessive_nesting,
        reason = "rows, halves and pairs are loops, since closures aren't inlined here and cost a third"
    )]
    fn compress(self, x: &Block, y: &Block, out: &mut Block, over: bool, first: impl FnOnce(u64)) {
        let f = self.avx2;
        let zero = self.avx._mm256_setzero_si256();
        let mut first = Some(first);

        let mut rows = [[zero; 2]; 16];
        for half in 0..2 {
            let mut v = [zero; 16];
            for i in 0..16 {
                v[i] = both(self, x, y, i, half);
            }
            round(self, &mut v);
            for i in 0..16 {
                rows[i][half] = v[i];
            }
        }

        // A column is two words wide: those of even number come first, then those of odd. Each half
        // of the columns fills half of the registers with words of rows 0 to 3, then of 4 to 7.
        for half in 0..2 {
            let mut v = [zero; 16];
            for odd in 0..2 {
                let i = 8 * half + odd;
                for r in 0..2 {
                    let pairs = [rows[i][r], rows[i + 2][r], rows[i + 4][r], rows[i + 6][r]];
                    let turned = transpose(self, pairs);
                    for row in 0..4 {
                        v[8 * r + 2 * row + odd] = turned[row];
                    }
                }
            }
            round(self, &mut v);
            if let Some(first) = first.take() {
                let [permuted, ..]: [u64; 4] = pulp::cast(v[0]);
                let before = if over { out.word(0) } else { 0 };
                first(permuted ^ x.word(0) ^ y.word(0) ^ before);
            }
            for odd in 0..2 {
                for r in 0..2 {
                    let j = 8 * r + odd;
                    let turned = transpose(self, [v[j], v[j + 2], v[j + 4], v[j + 6]]);
                    for pair in 0..4 {
                        let i = 8 * half + 2 * pair + odd;
                        let mut made = f._mm256_xor_si256(turned[pair], both(self, x, y, i, r));
                        if over {
                            made = f._mm256_xor_si256(made, pulp::cast(out.0[i][r]));
                        }
                        out.0[i][r] = pulp::cast(made);
                    }
                }
            }
        }
    }

    #[inline(always)]
    fn prefetch(self, block: *const Block) {
        super::prefetch(self.sse, block);
    }
}

/// `X ⊕ Y`.
#[inline(always)]
fn both(by: V3, x: &Block, y: &Block, i: usize, half: usize) -> __m256i {
    let (x, y) = (pulp::cast(x.0[i][half]), pulp::cast(y.0[i][half]));
    by.avx2._mm256_xor_si256(x, y)
}

/// P (§3.6): BLAKE2b's round with multiplications in it, on the columns of four by four words, then
/// on the diagonals.
#[inline(always)]
fn round(by: V3, v: &mut [__m256i; 16]) {
    quarter::<0, 4, 8, 12>(by, v);
    quarter::<1, 5, 9, 13>(by, v);
    quarter::<2, 6, 10, 14>(by, v);
    quarter::<3, 7, 11, 15>(by, v);
    quarter::<0, 5, 10, 15>(by, v);
    quarter::<1, 6, 11, 12>(by, v);
    quarter::<2, 7, 8, 13>(by, v);
    quarter::<3, 4, 9, 14>(by, v);
}

/// Which bytes stand where when a word is turned right by 24 bits, and by 16.
const RIGHT_24: [[u8; 16]; 2] = [[3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10]; 2];
const RIGHT_16: [[u8; 16]; 2] = [[2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9]; 2];

/// GB (§3.6).
#[inline(always)]
fn quarter<const A: usize, const B: usize, const C: usize, const D: usize>(
    by: V3,
    v: &mut [__m256i; 16],
) {
    const SWAP_HALVES: i32 = 0b10_11_00_01;
    let f = by.avx2;
    let (mut a, mut b, mut c, mut d) = (v[A], v[B], v[C], v[D]);
    a = mix(by, a, b);
    d = f._mm256_shuffle_epi32::<SWAP_HALVES>(f._mm256_xor_si256(d, a));
    c = mix(by, c, d);
    b = f._mm256_shuffle_epi8(f._mm256_xor_si256(b, c), pulp::cast(RIGHT_24));
    a = mix(by, a, b);
    d = f._mm256_shuffle_epi8(f._mm256_xor_si256(d, a), pulp::cast(RIGHT_16));
    c = mix(by, c, d);
    b = f._mm256_xor_si256(b, c);
    b = f._mm256_xor_si256(f._mm256_srli_epi64::<63>(b), f._mm256_add_epi64(b, b));
    (v[A], v[B], v[C], v[D]) = (a, b, c, d);
}

/// x + y + 2 · low half of x · low half of y.
#[inline(always)]
fn mix(by: V3, x: __m256i, y: __m256i) -> __m256i {
    let f = by.avx2;
    let product = f._mm256_mul_epu32(x, y);
    let twice = f._mm256_add_epi64(product, product);
    f._mm256_add_epi64(f._mm256_add_epi64(x, y), twice)
}

/// Turns four by four words: rows become columns.
#[inline(always)]
fn transpose(by: V3, rows: [__m256i; 4]) -> [__m256i; 4] {
    let f = by.avx2;
    let [a, b, c, d] = rows;
    let (ab02, ab13) = (f._mm256_unpacklo_epi64(a, b), f._mm256_unpackhi_epi64(a, b));
    let (cd02, cd13) = (f._mm256_unpacklo_epi64(c, d), f._mm256_unpackhi_epi64(c, d));
    [
        f._mm256_permute2x128_si256::<0x20>(ab02, cd02),
        f._mm256_permute2x128_si256::<0x20>(ab13, cd13),
        f._mm256_permute2x128_si256::<0x31>(ab02, cd02),
        f._mm256_permute2x128_si256::<0x31>(ab13, cd13),
    ]
}
