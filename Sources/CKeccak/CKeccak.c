#include "CKeccak.h"

#include <string.h>

// Keccak-f[1600], written as two unrolled rounds: lanes a.. turn into lanes e.. and back, so that no
// lane is ever moved. Lane names are row (b g k m s) then column (a e i o u), as in the Keccak
// reference. On x86-64 the same source is compiled twice and the better one is chosen when the
// process starts: BMI's `andn` and `rorx` save a fifth of the instructions.

#define ROTL(x, n) (((x) << (n)) | ((x) >> (64 - (n))))

static const uint64_t round_constants[24] = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
    0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
    0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
    0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
    0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
};

static inline __attribute__((always_inline)) void permute(uint64_t lanes[25]) {
  uint64_t aba = lanes[0], abe = lanes[1], abi = lanes[2], abo = lanes[3], abu = lanes[4];
  uint64_t aga = lanes[5], age = lanes[6], agi = lanes[7], ago = lanes[8], agu = lanes[9];
  uint64_t aka = lanes[10], ake = lanes[11], aki = lanes[12], ako = lanes[13], aku = lanes[14];
  uint64_t ama = lanes[15], ame = lanes[16], ami = lanes[17], amo = lanes[18], amu = lanes[19];
  uint64_t asa = lanes[20], ase = lanes[21], asi = lanes[22], aso = lanes[23], asu = lanes[24];
  uint64_t eba, ebe, ebi, ebo, ebu;
  uint64_t ega, ege, egi, ego, egu;
  uint64_t eka, eke, eki, eko, eku;
  uint64_t ema, eme, emi, emo, emu;
  uint64_t esa, ese, esi, eso, esu;
  uint64_t ba, be, bi, bo, bu, ca, ce, ci, co, cu, da, de, di, do_, du;
  for (int round = 0; round < 24; round += 2) {
    ca = aba ^ aga ^ aka ^ ama ^ asa;
    ce = abe ^ age ^ ake ^ ame ^ ase;
    ci = abi ^ agi ^ aki ^ ami ^ asi;
    co = abo ^ ago ^ ako ^ amo ^ aso;
    cu = abu ^ agu ^ aku ^ amu ^ asu;
    da = cu ^ ROTL(ce, 1);
    de = ca ^ ROTL(ci, 1);
    di = ce ^ ROTL(co, 1);
    do_ = ci ^ ROTL(cu, 1);
    du = co ^ ROTL(ca, 1);
    ba = aba ^ da;
    be = ROTL(age ^ de, 44);
    bi = ROTL(aki ^ di, 43);
    bo = ROTL(amo ^ do_, 21);
    bu = ROTL(asu ^ du, 14);
    eba = ba ^ (~be & bi) ^ round_constants[round];
    ebe = be ^ (~bi & bo);
    ebi = bi ^ (~bo & bu);
    ebo = bo ^ (~bu & ba);
    ebu = bu ^ (~ba & be);
    ba = ROTL(abo ^ do_, 28);
    be = ROTL(agu ^ du, 20);
    bi = ROTL(aka ^ da, 3);
    bo = ROTL(ame ^ de, 45);
    bu = ROTL(asi ^ di, 61);
    ega = ba ^ (~be & bi);
    ege = be ^ (~bi & bo);
    egi = bi ^ (~bo & bu);
    ego = bo ^ (~bu & ba);
    egu = bu ^ (~ba & be);
    ba = ROTL(abe ^ de, 1);
    be = ROTL(agi ^ di, 6);
    bi = ROTL(ako ^ do_, 25);
    bo = ROTL(amu ^ du, 8);
    bu = ROTL(asa ^ da, 18);
    eka = ba ^ (~be & bi);
    eke = be ^ (~bi & bo);
    eki = bi ^ (~bo & bu);
    eko = bo ^ (~bu & ba);
    eku = bu ^ (~ba & be);
    ba = ROTL(abu ^ du, 27);
    be = ROTL(aga ^ da, 36);
    bi = ROTL(ake ^ de, 10);
    bo = ROTL(ami ^ di, 15);
    bu = ROTL(aso ^ do_, 56);
    ema = ba ^ (~be & bi);
    eme = be ^ (~bi & bo);
    emi = bi ^ (~bo & bu);
    emo = bo ^ (~bu & ba);
    emu = bu ^ (~ba & be);
    ba = ROTL(abi ^ di, 62);
    be = ROTL(ago ^ do_, 55);
    bi = ROTL(aku ^ du, 39);
    bo = ROTL(ama ^ da, 41);
    bu = ROTL(ase ^ de, 2);
    esa = ba ^ (~be & bi);
    ese = be ^ (~bi & bo);
    esi = bi ^ (~bo & bu);
    eso = bo ^ (~bu & ba);
    esu = bu ^ (~ba & be);
    ca = eba ^ ega ^ eka ^ ema ^ esa;
    ce = ebe ^ ege ^ eke ^ eme ^ ese;
    ci = ebi ^ egi ^ eki ^ emi ^ esi;
    co = ebo ^ ego ^ eko ^ emo ^ eso;
    cu = ebu ^ egu ^ eku ^ emu ^ esu;
    da = cu ^ ROTL(ce, 1);
    de = ca ^ ROTL(ci, 1);
    di = ce ^ ROTL(co, 1);
    do_ = ci ^ ROTL(cu, 1);
    du = co ^ ROTL(ca, 1);
    ba = eba ^ da;
    be = ROTL(ege ^ de, 44);
    bi = ROTL(eki ^ di, 43);
    bo = ROTL(emo ^ do_, 21);
    bu = ROTL(esu ^ du, 14);
    aba = ba ^ (~be & bi) ^ round_constants[round + 1];
    abe = be ^ (~bi & bo);
    abi = bi ^ (~bo & bu);
    abo = bo ^ (~bu & ba);
    abu = bu ^ (~ba & be);
    ba = ROTL(ebo ^ do_, 28);
    be = ROTL(egu ^ du, 20);
    bi = ROTL(eka ^ da, 3);
    bo = ROTL(eme ^ de, 45);
    bu = ROTL(esi ^ di, 61);
    aga = ba ^ (~be & bi);
    age = be ^ (~bi & bo);
    agi = bi ^ (~bo & bu);
    ago = bo ^ (~bu & ba);
    agu = bu ^ (~ba & be);
    ba = ROTL(ebe ^ de, 1);
    be = ROTL(egi ^ di, 6);
    bi = ROTL(eko ^ do_, 25);
    bo = ROTL(emu ^ du, 8);
    bu = ROTL(esa ^ da, 18);
    aka = ba ^ (~be & bi);
    ake = be ^ (~bi & bo);
    aki = bi ^ (~bo & bu);
    ako = bo ^ (~bu & ba);
    aku = bu ^ (~ba & be);
    ba = ROTL(ebu ^ du, 27);
    be = ROTL(ega ^ da, 36);
    bi = ROTL(eke ^ de, 10);
    bo = ROTL(emi ^ di, 15);
    bu = ROTL(eso ^ do_, 56);
    ama = ba ^ (~be & bi);
    ame = be ^ (~bi & bo);
    ami = bi ^ (~bo & bu);
    amo = bo ^ (~bu & ba);
    amu = bu ^ (~ba & be);
    ba = ROTL(ebi ^ di, 62);
    be = ROTL(ego ^ do_, 55);
    bi = ROTL(eku ^ du, 39);
    bo = ROTL(ema ^ da, 41);
    bu = ROTL(ese ^ de, 2);
    asa = ba ^ (~be & bi);
    ase = be ^ (~bi & bo);
    asi = bi ^ (~bo & bu);
    aso = bo ^ (~bu & ba);
    asu = bu ^ (~ba & be);
  }
  lanes[0] = aba;
  lanes[1] = abe;
  lanes[2] = abi;
  lanes[3] = abo;
  lanes[4] = abu;
  lanes[5] = aga;
  lanes[6] = age;
  lanes[7] = agi;
  lanes[8] = ago;
  lanes[9] = agu;
  lanes[10] = aka;
  lanes[11] = ake;
  lanes[12] = aki;
  lanes[13] = ako;
  lanes[14] = aku;
  lanes[15] = ama;
  lanes[16] = ame;
  lanes[17] = ami;
  lanes[18] = amo;
  lanes[19] = amu;
  lanes[20] = asa;
  lanes[21] = ase;
  lanes[22] = asi;
  lanes[23] = aso;
  lanes[24] = asu;
}

typedef void (*permutation)(uint64_t[25]);

static void permute_portable(uint64_t lanes[25]) { permute(lanes); }

#if defined(__x86_64__)
__attribute__((target("bmi,bmi2"))) static void permute_bmi(uint64_t lanes[25]) { permute(lanes); }

static permutation chosen = permute_portable;

__attribute__((constructor)) static void choose(void) {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2")) chosen = permute_bmi;
}
#else
static const permutation chosen = permute_portable;
#endif

void ckeccak_permute(uint64_t lanes[25]) { chosen(lanes); }

enum { rate = 136 };  // bytes absorbed by one permutation for a 256-bit digest

static inline void absorb(uint64_t lanes[25], const uint8_t *block) {
  for (int i = 0; i < rate / 8; i++) {
    uint64_t lane;
    memcpy(&lane, block + 8 * i, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    lane = __builtin_bswap64(lane);
#endif
    lanes[i] ^= lane;
  }
}

void ckeccak_256(const uint8_t *input, size_t count, uint8_t *output) {
  uint64_t lanes[25] = {0};
  while (count >= rate) {
    absorb(lanes, input);
    chosen(lanes);
    input += rate;
    count -= rate;
  }
  uint8_t last[rate] = {0};
  if (count) memcpy(last, input, count);
  last[count] = 0x01;
  last[rate - 1] |= 0x80;
  absorb(lanes, last);
  chosen(lanes);
  for (int i = 0; i < 4; i++) {
    uint64_t lane = lanes[i];
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    lane = __builtin_bswap64(lane);
#endif
    memcpy(output + 8 * i, &lane, 8);
  }
}
