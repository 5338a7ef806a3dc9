// Made by training; see the engine's README for what it was trained on.
export const weights: readonly number[] = [0.06273, 0.93789, -0.19462, 1.10557, 0.28179, 0.24466, 0.59128, 1.01998, 1.05624, -0.35554, -0.21330, 3.48105, 4.02773]
export const bias = -0.32359
/** Above this logit a false match gets ten times rarer every 1 / `fmrSlope`. */
export const fmrStart = -4.382
export const fmrSlope = 0.5012
