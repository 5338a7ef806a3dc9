// Written by bench/fit-fingerprints.ts; see the engine's README for what it was fitted on.
export const weights: readonly number[] = [1.07841, 0.29534, 1.00303, 1.32428, -0.09494, 18.18845, 43.79463]
export const bias = -4.79039
/** Above this logit a false match gets ten times rarer every 1 / `fmrSlope`. */
export const fmrStart = -4.143
export const fmrSlope = 0.5206
