import { useEffect, useState } from 'preact/hooks'
import type { Recommendation } from '../../../schema/serving/recommendations.ts'
import { call, type Problem, withQuery } from '../../api/call.ts'
import { asProblem } from '../../api/resource.ts'
import { list } from '../../format.ts'
import { Scroll } from '../../parts/scroll.tsx'
import { Failure, Ghost } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'
import { type Companion, layOut, type MapItem, NODE, pathOf } from './map-layout.ts'

/** Companions of the item that are drawn, and companions of each of these. */
const FIRST = 6
const FURTHER = 3
/** Characters of a title that fit into a node. */
const LONGEST = 21

async function companionsOf(item_id: string, limit: number, signal: AbortSignal): Promise<MapItem[]> {
  const path = withQuery('/v1/recommendations', { placement: 'product', item_id, limit })
  const { items } = await call<Recommendation>(path, { signal })
  return items.map(({ item_id, title }) => ({ item_id, title }))
}

/** The companions of an item with theirs; undefined until they are known. */
function useCompanions(item_id: string) {
  const [found, setFound] = useState<readonly Companion[] | undefined>()
  const [problem, setProblem] = useState<Problem | undefined>()
  useEffect(() => {
    const ending = new AbortController()
    const read = async () => {
      const first = await companionsOf(item_id, FIRST, ending.signal)
      return await Promise.all(
        first.map(async (item) => ({
          ...item,
          companions: await companionsOf(item.item_id, FURTHER, ending.signal),
        })),
      )
    }
    read().then(setFound, (thrown) => ending.signal.aborted || setProblem(asProblem(thrown)))
    return () => ending.abort()
  }, [item_id])
  return { found, problem }
}

/** What goes with an item, and what goes with that: as a picture, and as a list with the same. */
export function ItemMap({ item_id, title }: MapItem) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{texts.value.map.open}</summary>
      {isOpen && <Opened item_id={item_id} title={title} />}
    </details>
  )
}

function Opened({ item_id, title }: MapItem) {
  const { found, problem } = useCompanions(item_id)
  const t = texts.value.map
  if (problem) return <Failure problem={problem} />
  if (!found) return <Ghost />
  if (found.length === 0) return <p class="soft">{t.none}</p>
  return (
    <div class="stack">
      <Picture seed={{ item_id, title }} companions={found} />
      <ul>
        {found.map((one) => (
          <li key={one.item_id}>
            <ItemLink {...one} />
            {one.companions.length > 0 && (
              <span class="soft"> {t.further(list(one.companions.map(({ title }) => title)))}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

const addressOf = (item_id: string) => `/console/catalogue/${encodeURIComponent(item_id)}`

const ItemLink = ({ item_id, title }: MapItem) => <a href={addressOf(item_id)}>{title}</a>

const short = (title: string) =>
  title.length > LONGEST ? `${title.slice(0, LONGEST - 1).trimEnd()}…` : title

/** The picture says nothing that the list below it does not say, so screen readers and the keyboard pass it. */
function Picture({ seed, companions }: { seed: MapItem; companions: readonly Companion[] }) {
  const { nodes, edges, width, height } = layOut(seed, companions)
  return (
    <Scroll label={texts.value.map.label(seed.title)}>
      <svg class="map" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {edges.map((edge) => (
          <path key={`${edge.from.item_id} ${edge.to.item_id}`} class="edge" d={pathOf(edge)} />
        ))}
        {nodes.map(({ item_id, title, column, x, y }) => (
          <a key={item_id} class="node" href={addressOf(item_id)} tabIndex={-1}>
            <title>{title}</title>
            <rect class={column === 0 ? 'seed' : ''} x={x} y={y} rx="6" {...NODE} />
            <text x={x + 10} y={y + NODE.height / 2} dominant-baseline="central">
              {short(title)}
            </text>
          </a>
        ))}
      </svg>
    </Scroll>
  )
}
