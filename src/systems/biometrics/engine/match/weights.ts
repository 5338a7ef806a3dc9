// Written by bench/fit-fingerprints.ts; see the engine's README for what it was fitted on.
export const weights: readonly number[] = [1.30085, 0.35100, 1.03155, -0.09448, -0.12227, 18.18079, 47.07528]
export const bias = -2.90779
/** Above this logit a false match gets ten times rarer every 1 / `fmrSlope`. */
export const fmrStart = -4.251
export const fmrSlope = 0.5221
