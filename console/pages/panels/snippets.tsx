import { useState } from 'preact/hooks'
import { Code } from '../../parts/button.tsx'
import { texts } from '../../texts/index.ts'
import { PLATFORMS, plainSnippets } from './platforms.ts'

const OTHER = 'other'

/** The code that puts a panel into the shop, with its own key filled in, for the chosen shop system. */
export function Snippets({ publishableKey }: { publishableKey: string }) {
  const [chosen, setChosen] = useState<string>(OTHER)
  const t = texts.value.panels
  const at = { origin: location.origin, key: publishableKey }
  const platform = PLATFORMS.find(({ id }) => id === chosen)
  const plain = plainSnippets(at, 'YOUR-ITEM')
  const names = [[OTHER, t.other], ...PLATFORMS.map(({ id, name }) => [id, name])] as const
  return (
    <div class="stack">
      <div class="tabs" role="tablist" aria-label={t.platform}>
        {names.map(([id = '', name]) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tab-${id}`}
            aria-controls="snippets"
            aria-selected={chosen === id}
            tabIndex={chosen === id ? 0 : -1}
            onClick={() => setChosen(id)}
            onKeyDown={(event) =>
              moveOn(
                event,
                names.map(([one = '']) => one),
                setChosen,
              )
            }
          >
            {name}
          </button>
        ))}
      </div>
      <div class="stack" role="tabpanel" id="snippets" aria-labelledby={`tab-${chosen}`}>
        {platform ? (
          platform.snippets(at).map(({ file, code }) => (
            <div class="stack tight" key={file}>
              <p class="soft small">
                <code>{file}</code>
              </p>
              <Code text={code} what={file} />
            </div>
          ))
        ) : (
          <>
            <div class="stack tight">
              <p>{t.tag}</p>
              <Code text={plain.tag} what={t.tag} />
            </div>
            <div class="stack tight">
              <p>{t.place}</p>
              <Code text={plain.panel} what={t.place} />
              <p class="soft small">{t.id_hint}</p>
            </div>
          </>
        )}
      </div>
    </div>
  )
}

/** Arrow keys move between tabs, as in every tab list. */
function moveOn(event: KeyboardEvent, ids: readonly string[], choose: (id: string) => void): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (step === 0 || !(event.currentTarget instanceof HTMLElement)) return
  const at = ids.indexOf(event.currentTarget.id.slice('tab-'.length))
  const next = ids.at((at + step) % ids.length)
  if (next === undefined) return
  choose(next)
  document.getElementById(`tab-${next}`)?.focus()
}
