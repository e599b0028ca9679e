/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A performance as syllable tokens: the format .syl, version 1, and a reader of it in plain C99. Copy this file.
 * The same in Python: runtime/syllables/syl_file.py. What the tokens mean: docs/syllables.md.
 *
 * All numbers of the header are little-endian:
 *
 *     0   "SYL"         3 bytes
 *     3   version       1: what a reader must know; refuse a later one
 *     4   header's size 16; a later version may have more: skip them
 *     5   language      place in SOLILOQUY_SYL_LANGUAGES
 *     6   flags         bit 0: heard from a sound. Ignore the others
 *     7   0
 *     8   body's size   4 bytes
 *     12  CRC-32        4 bytes (as zlib's), of bytes 0..11 and of everything from byte 16 on
 *
 * The body is fields: a letter, its length (7 bits a byte, the lowest first; the highest bit: more follow), the content.
 * Skip fields of small letters that you do not know, refuse those of capital ones. "T" holds the tokens.
 *
 * A token begins with a byte whose two highest bits say what it is:
 *     0  a syllable, 6 bytes, one number with the highest byte first. From its highest bits down: 00, frames - 1 (6 bits),
 *        head (10), rhyme (10), stress (2), starts a word (1), pitch (6), rise (4), loudness (4), swell (3)
 *     1  a spelled syllable: the same, with the count of its letters in the place of head and rhyme (20 bits, at most 63),
 *        then a byte a letter: tokens of the voice model
 *     2  a pause, 2 bytes: 10, ends a line (1 bit), mark (4), frames (9)
 *     3  of a later version: the next byte says how many more bytes follow it. Skip them
 *
 * A frame lasts 25 ms, and a token begins where the one before it ends.
 */
#ifndef SOLILOQUY_SYL_H
#define SOLILOQUY_SYL_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define SOLILOQUY_SYL_LANGUAGES {"en-us", "en-gb", "es", "fr", "hi", "it", "pt-br", "ja", "zh"}
#define SOLILOQUY_SYL_MARKS {"", ",", ".", "!", "?", ";", ":", "\xe2\x80\x94", "\xe2\x80\xa6"}
#define SOLILOQUY_SYL_SECONDS_PER_FRAME 0.025

enum soliloquy_syl_result {
    SOLILOQUY_SYL_OK = 0,
    SOLILOQUY_SYL_END = 1,
    SOLILOQUY_SYL_NOT_SYL = -1,
    SOLILOQUY_SYL_LATER_VERSION = -2,
    SOLILOQUY_SYL_DAMAGED = -3
};

struct soliloquy_syl {
    const uint8_t *at, *end; /* the tokens that are left */
    int language;            /* its place in SOLILOQUY_SYL_LANGUAGES */
    int from_sound;
};

struct soliloquy_token {
    int is_pause;
    int frames;
    /* of a pause */
    int mark, ends_line;
    /* of a syllable. pitch: semitones from the speaker's median, 0 where has_pitch is 0; rise: its end less its start.
     * loudness: decibels below the speech's loud parts; swell: its end less its start. spelled: letters in place of head
     * and rhyme, or NULL. */
    int head, rhyme, stress, starts_word, has_pitch, spelled_count;
    double pitch, rise, loudness, swell;
    const uint8_t *spelled;
};

static uint32_t soliloquy_syl_crc(uint32_t crc, const uint8_t *bytes, size_t count)
{
    crc = ~crc;
    while (count--) {
        int bit;
        crc ^= *bytes++;
        for (bit = 0; bit < 8; bit++)
            crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1u)));
    }
    return ~crc;
}

static uint32_t soliloquy_syl_u32(const uint8_t *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

/* Make a reader of a file's bytes, which must stay where they are. */
static int soliloquy_syl_open(struct soliloquy_syl *syl, const uint8_t *bytes, size_t size)
{
    const uint8_t *at, *end = bytes + size;
    if (size < 16 || memcmp(bytes, "SYL", 3) != 0)
        return SOLILOQUY_SYL_NOT_SYL;
    if (bytes[3] != 1)
        return SOLILOQUY_SYL_LATER_VERSION;
    if (bytes[4] < 16 || size != (size_t)bytes[4] + soliloquy_syl_u32(bytes + 8))
        return SOLILOQUY_SYL_DAMAGED;
    if (soliloquy_syl_crc(soliloquy_syl_crc(0, bytes, 12), bytes + 16, size - 16) != soliloquy_syl_u32(bytes + 12))
        return SOLILOQUY_SYL_DAMAGED;
    syl->language = bytes[5];
    syl->from_sound = bytes[6] & 1;
    syl->at = syl->end = end;
    for (at = bytes + bytes[4]; at < end;) {
        uint8_t letter = *at++;
        uint64_t length = 0;
        int shift = 0;
        do {
            if (at >= end || shift >= 35)
                return SOLILOQUY_SYL_DAMAGED;
            length |= (uint64_t)(*at & 127) << shift;
            shift += 7;
        } while (*at++ & 128);
        if (length > (uint64_t)(end - at))
            return SOLILOQUY_SYL_DAMAGED;
        if (letter == 'T') {
            syl->at = at;
            syl->end = at + length;
        } else if (letter < 'a' || letter > 'z') {
            return SOLILOQUY_SYL_LATER_VERSION;
        }
        at += length;
    }
    return SOLILOQUY_SYL_OK;
}

/* The next token; SOLILOQUY_SYL_END after the last one. */
static int soliloquy_syl_next(struct soliloquy_syl *syl, struct soliloquy_token *token)
{
    size_t left;
    uint64_t bits = 0;
    int kind, byte;
    memset(token, 0, sizeof *token);
    for (;;) {
        left = (size_t)(syl->end - syl->at);
        if (left == 0)
            return SOLILOQUY_SYL_END;
        kind = syl->at[0] >> 6;
        if (kind != 3)
            break;
        if (left < 2 || left < 2u + syl->at[1])
            return SOLILOQUY_SYL_DAMAGED;
        syl->at += 2u + syl->at[1];
    }
    if (left < (kind == 2 ? 2u : 6u))
        return SOLILOQUY_SYL_DAMAGED;
    if (kind == 2) {
        token->is_pause = 1;
        token->ends_line = syl->at[0] >> 5 & 1;
        token->mark = syl->at[0] >> 1 & 15;
        token->frames = (syl->at[0] & 1) << 8 | syl->at[1];
        syl->at += 2;
        return SOLILOQUY_SYL_OK;
    }
    for (byte = 0; byte < 6; byte++)
        bits = bits << 8 | *syl->at++;
    token->frames = (int)(bits >> 40 & 63) + 1;
    token->stress = (int)(bits >> 18 & 3);
    token->starts_word = (int)(bits >> 17 & 1);
    token->has_pitch = (bits >> 11 & 63) != 63;
    token->pitch = token->has_pitch ? ((double)(bits >> 11 & 63) - 31) * 0.5 : 0.0;
    token->rise = (double)(bits >> 7 & 15) * 1.5 - 12.0;
    token->loudness = 0.0 - (double)(bits >> 3 & 15) * 2.0;
    token->swell = (double)(bits & 7) * 3.0 - 12.0;
    if (kind == 0) {
        token->head = (int)(bits >> 30 & 1023);
        token->rhyme = (int)(bits >> 20 & 1023);
        return SOLILOQUY_SYL_OK;
    }
    token->spelled_count = (int)(bits >> 20 & 0xFFFFF);
    if (token->spelled_count > 63 || token->spelled_count > syl->end - syl->at)
        return SOLILOQUY_SYL_DAMAGED;
    token->spelled = syl->at;
    syl->at += token->spelled_count;
    return SOLILOQUY_SYL_OK;
}

#endif
