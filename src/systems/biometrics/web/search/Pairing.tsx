import { Box, Checkbox, Group } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '#kernel/web/words.tsx'
import type { FingerComparison } from '../../contract/search.ts'

const gap = 24
/** Dark enough for white paper and told apart by those who see colours differently; the numbers say the same. */
const colours = ['#b3261e', '#1f5fa8', '#1b7a3d', '#6d3fa0', '#a14b00', '#5d4037', '#a3176f', '#00707d']

/** Two prints side by side: minutiae that were found to belong together carry the same number, with a line along their direction; the others stand as small rings. */
export function Pairing({ one }: { one: FingerComparison }) {
  const { t, number } = useWords()
  const [points, setPoints] = useState(true)
  const [lines, setLines] = useState(false)
  const { left, right } = one
  if (!left || !right) return <p className="mz-dim">{t('biometrics.candidate.noImage')}</p>
  const width = left.width + gap + right.width, height = Math.max(left.height, right.height), shift = left.width + gap
  return (
    <div>
      <Group gap="md" mb={4}>
        <Checkbox label={t('biometrics.candidate.showPairs')} checked={points} onChange={(event) => setPoints(event.currentTarget.checked)} />
        <Checkbox label={t('biometrics.candidate.showLines')} checked={lines} disabled={!points} onChange={(event) => setLines(event.currentTarget.checked)} />
        <span className="mz-dim">{t('biometrics.candidate.pairs', { count: one.pairs.length })}</span>
      </Group>
      {/* A region that scrolls must be reached by keyboard. */}
      <Box className="bs-pair" dir="ltr" role="group" tabIndex={0} aria-label={t('biometrics.candidate.picture', { count: number(one.pairs.length) })}>
        <div className="bs-heads" aria-hidden="true"><span>{t('biometrics.candidate.searched')}</span><span>{t('biometrics.candidate.kept')}</span></div>
        <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('biometrics.candidate.picture', { count: number(one.pairs.length) })}>
          <rect width={width} height={height} fill="#ffffff" />
          <image x={0} y={0} width={left.width} height={left.height} href={left.image} />
          <image x={shift} y={0} width={right.width} height={right.height} href={right.image} />
          {points && <>
            {one.loneA.map((p, i) => <circle key={`a${i}`} cx={p.x} cy={p.y} r={2.5} fill="none" stroke="#777777" strokeWidth={0.8} />)}
            {one.loneB.map((p, i) => <circle key={`b${i}`} cx={p.x + shift} cy={p.y} r={2.5} fill="none" stroke="#777777" strokeWidth={0.8} />)}
            {one.pairs.map(({ a, b }, i) => {
              const colour = colours[i % colours.length]!
              return (
                <g key={i} stroke={colour}>
                  {lines && <line x1={a.x} y1={a.y} x2={b.x + shift} y2={b.y} strokeWidth={1} opacity={0.4} />}
                  <Mark x={a.x} y={a.y} angle={a.angle} colour={colour} label={number(i + 1)} />
                  <Mark x={b.x + shift} y={b.y} angle={b.angle} colour={colour} label={number(i + 1)} />
                </g>
              )
            })}
          </>}
        </svg>
      </Box>
    </div>
  )
}

function Mark({ x, y, angle, colour, label }: { x: number; y: number; angle: number; colour: string; label: string }) {
  const c = Math.cos(angle), s = Math.sin(angle)
  return (
    <>
      <circle cx={x} cy={y} r={4} fill="none" strokeWidth={1.4} />
      <line x1={x + 4 * c} y1={y + 4 * s} x2={x + 13 * c} y2={y + 13 * s} strokeWidth={1.2} />
      <text x={x + 5} y={y - 5} fontSize={9} fontWeight="bold" fill={colour} stroke="#ffffff" strokeWidth={2} paintOrder="stroke">{label}</text>
    </>
  )
}
