/** Width and height of the picture, in pixels. */
const SIZE = { width: 96, height: 12 }

type Props = { low: number; value: number; high: number; max: number; says: string }

/** An estimate with its 95 % interval, as a picture beside the same in words. */
export function Interval({ low, value, high, max, says }: Props) {
  const at = (one: number) => (Math.min(Math.max(one / max, 0), 1) * (SIZE.width - 6) + 3).toFixed(1)
  const middle = SIZE.height / 2
  return (
    <span class="row">
      <svg width={SIZE.width} height={SIZE.height} aria-hidden="true" focusable="false">
        <line x1={3} x2={SIZE.width - 3} y1={middle} y2={middle} stroke="var(--line)" stroke-width={2} />
        <line x1={at(low)} x2={at(high)} y1={middle} y2={middle} stroke="var(--accent)" stroke-width={2} />
        <circle cx={at(value)} cy={middle} r={3} fill="var(--accent)" />
      </svg>
      <span class="small">{says}</span>
    </span>
  )
}

/** A difference with its interval, and a mark at zero. */
export function DifferenceInterval({ low, value, high, says }: Omit<Props, 'max'>) {
  const reach = Math.max(Math.abs(low), Math.abs(high)) || 1
  const at = (one: number) => ((one / reach + 1) / 2) * (SIZE.width - 6) + 3
  const middle = SIZE.height / 2
  return (
    <span class="row">
      <svg width={SIZE.width} height={SIZE.height} aria-hidden="true" focusable="false">
        <line x1={at(0)} x2={at(0)} y1={0} y2={SIZE.height} stroke="var(--edge)" stroke-width={1} />
        <line x1={at(low)} x2={at(high)} y1={middle} y2={middle} stroke="var(--accent)" stroke-width={2} />
        <circle cx={at(value)} cy={middle} r={3} fill="var(--accent)" />
      </svg>
      <span class="small">{says}</span>
    </span>
  )
}
