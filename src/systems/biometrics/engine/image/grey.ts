/** An 8-bit grey image: 0 is black (ridge), 255 white. Rows from the top. `dpi` is pixels to the inch of the finger's surface. */
export interface GreyImage {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
  readonly dpi: number
}

/** The resolution at which the whole engine works; an image of another is resampled first. */
export const workingDpi = 500

/** The image cannot be used; the message names the remedy. */
export class ImageError extends Error {}

/** Resamples to 500 dpi: area averages when shrinking, bilinear when enlarging. Differences below 1 % are left alone. */
export function toWorkingDpi(image: GreyImage): GreyImage {
  const scale = workingDpi / image.dpi
  if (Math.abs(scale - 1) < 0.01) return image
  const width = Math.max(1, Math.round(image.width * scale)), height = Math.max(1, Math.round(image.height * scale))
  const pixels = new Uint8Array(width * height)
  const samples = Math.max(1, Math.round(1 / scale))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (let j = 0; j < samples; j++) {
        for (let i = 0; i < samples; i++) sum += bilinear(image, (x + (i + 0.5) / samples) / scale - 0.5, (y + (j + 0.5) / samples) / scale - 0.5)
      }
      pixels[y * width + x] = Math.round(sum / (samples * samples))
    }
  }
  return { width, height, pixels, dpi: workingDpi }
}

function bilinear({ width, height, pixels }: GreyImage, x: number, y: number): number {
  const cx = Math.min(width - 1, Math.max(0, x)), cy = Math.min(height - 1, Math.max(0, y))
  const x0 = Math.floor(cx), y0 = Math.floor(cy)
  const x1 = Math.min(width - 1, x0 + 1), y1 = Math.min(height - 1, y0 + 1)
  const u = cx - x0, v = cy - y0
  return (pixels[y0 * width + x0]! * (1 - u) + pixels[y0 * width + x1]! * u) * (1 - v) + (pixels[y1 * width + x0]! * (1 - u) + pixels[y1 * width + x1]! * u) * v
}
