// The demonstration's fingers, made away from the server's own thread: nobody's, and the same each time.
import { parentPort } from 'node:worker_threads'
import { encode } from 'fast-png'
import { makeFinger, press, type Pressing } from '#systems/biometrics/engine/synthetic.ts'

export interface WantedFinger { readonly finger: number; readonly take: number; readonly how: Pressing }

parentPort?.on('message', ({ finger, take, how }: WantedFinger) => {
  const { width, height, pixels } = press(makeFinger(finger), finger * 10 + take, how)
  parentPort?.postMessage(encode({ width, height, data: pixels, channels: 1, depth: 8 }))
})
