import { useEffect, useRef } from 'preact/hooks'
import type { Options, default as Plot } from 'uplot'
import { language } from '../texts/index.ts'

/** Height of the drawing and least width, in pixels. */
const HEIGHT = 240
const LEAST_WIDTH = 240
/** Opacity of the band of an interval. */
const BAND = 0.16
/** Diameter of a point that is to be seen among the others, in pixels. */
const MARK = 12
/** Diameter of the hollow point of an earlier range, and the lengths of its dashes and gaps, in pixels. */
const HOLLOW = 7
const DASH = [7, 5]
/** Pixels between two marks of the axis of time, at least. */
const MARKS = 72

export type ChartLine = {
  name: string
  /** One for each time; null leaves a gap. */
  values: readonly ({ value: number; low: number; high: number } | null)[]
  /** A single point that is to be seen among the others. */
  isMark?: boolean
  /** Dashed with hollow points: an earlier range, beside the line of the present one. */
  isEarlier?: boolean
  /** Number of its colour, from 0; by default its place among the lines. */
  colour?: number
}

type Props = {
  /** UTC milliseconds, ascending; with `across` any other numbers. */
  times: readonly number[]
  lines: readonly ChartLine[]
  /** Writes a value at the axis. */
  write: (value: number) => string
  /** Writes a number at the axis below, for lines that are not over time. */
  across?: (value: number) => string
}

/**
 * Lines over time, or over another number, with the bands of their intervals. The picture is for the eye alone: whoever uses it puts the same figures into a
 * table beneath it.
 */
export function Chart({ times, lines, write, across }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const legend = useRef<HTMLUListElement>(null)
  useEffect(() => {
    const [element, names] = [host.current, legend.current]
    if (!element || !names) return
    return draw(element, names, { times, lines, write, ...(across && { across }) })
  }, [times, lines, write, across])
  return (
    <div class="chart" aria-hidden="true">
      <ul class="row" ref={legend}>
        {lines.map(({ name, isEarlier, colour }, at) => (
          <li key={name} class={`line-${(colour ?? at) + 1}`}>
            <span class={isEarlier ? 'swatch earlier' : 'swatch'} />
            <span class="name">{name}</span>
          </li>
        ))}
      </ul>
      <div ref={host} />
    </div>
  )
}

/** Draws, again with each width of the element and each change of the colours; returns what ends that. */
function draw(element: HTMLElement, legend: HTMLElement, props: Props): () => void {
  let plot: Plot | undefined
  let isOver = false
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const size = () => ({ width: Math.max(LEAST_WIDTH, element.clientWidth), height: HEIGHT })
  const resized = new ResizeObserver(() => plot?.setSize(size()))
  const begin = async () => {
    // In a file of its own, so that no other page loads it.
    const { default: UPlot } = await import('uplot')
    if (isOver) return
    plot?.destroy()
    plot = new UPlot({ ...optionsOf(element, legend, props), ...size() }, dataOf(props), element)
  }
  const again = () => void begin()
  again()
  resized.observe(element)
  dark.addEventListener('change', again)
  return () => {
    isOver = true
    resized.disconnect()
    dark.removeEventListener('change', again)
    plot?.destroy()
  }
}

/** For each line three series: its values, and both ends of its interval. */
function dataOf({ times, lines, across }: Props): [number[], ...(number | null)[][]] {
  const ends = (end: 'value' | 'low' | 'high') => (line: ChartLine) =>
    line.values.map((one) => (one === null ? null : one[end]))
  const series = lines.flatMap((line) => [ends('value')(line), ends('high')(line), ends('low')(line)])
  return [across ? [...times] : times.map((time) => time / 1000), ...series]
}

function optionsOf(
  element: HTMLElement,
  legend: HTMLElement,
  { lines, write, across }: Props,
): Omit<Options, 'width' | 'height'> {
  const { color, borderTopColor, font } = getComputedStyle(element)
  // The style sheet knows the colours; a canvas has to be told.
  const colours = [...legend.children].map((one) => getComputedStyle(one).color)
  const paper = getComputedStyle(legend).backgroundColor
  const axis = { stroke: color, font, grid: { stroke: borderTopColor, width: 1 }, ticks: { show: false } }
  const day = new Intl.DateTimeFormat(language.value, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  const edge = { width: 0, points: { show: false } }
  return {
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: !across }, y: { range: (_plot, _low, high) => [0, high > 0 ? high * 1.05 : 1] } },
    axes: [
      {
        ...axis,
        space: MARKS,
        values: (_plot, marks) => marks.map(across ?? ((at) => day.format(at * 1000))),
      },
      { ...axis, size: 64, values: (_plot, marks) => marks.map(write) },
    ],
    series: [
      {},
      ...lines.flatMap(({ isMark, isEarlier }, at) => {
        const colour = colours[at] ?? color
        const line = { stroke: colour, width: 2, ...(isEarlier && { dash: DASH }) }
        const points = isEarlier ? { size: HOLLOW, fill: paper } : { size: isMark ? MARK : 5, fill: colour }
        return [{ ...line, points }, edge, edge]
      }),
    ],
    bands: lines.map((_line, at) => ({
      series: [3 * at + 2, 3 * at + 3] as [number, number],
      fill: translucent(colours[at] ?? color),
    })),
  }
}

/** The colour with the opacity of a band. @param colour as the browser computes it: rgb(…) */
const translucent = (colour: string): string => colour.replace(/^rgb\((.*)\)$/, `rgba($1, ${BAND})`)
