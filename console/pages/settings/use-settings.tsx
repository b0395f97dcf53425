import { useEffect, useState } from 'preact/hooks'
import type { Settings } from '../../../schema/shop/settings.ts'
import { ask } from '../../api/call.ts'
import { useAct, useResource } from '../../api/resource.ts'
import { Button } from '../../parts/button.tsx'
import { Failure, Notice } from '../../parts/states.tsx'
import { findOut, may, shop } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import { merged, type Patch } from './merged.ts'

/** Unsaved changes of a form, kept in this tab, for this shop: the demo shop is opened in the same one. */
function useUnsaved(key: string) {
  const name = `pairwell-unsaved-${shop.value?.shop_id}-${key}`
  const [patch, setPatch] = useState<Patch>(() => JSON.parse(sessionStorage.getItem(name) ?? '{}'))
  useEffect(() => {
    if (Object.keys(patch).length === 0) sessionStorage.removeItem(name)
    else sessionStorage.setItem(name, JSON.stringify(patch))
  }, [name, patch])
  return [patch, setPatch] as const
}

/**
 * The settings with unsaved changes on top. A save is refused when somebody else has saved meanwhile; the changes stay, and can be
 * applied to the new version.
 * @param key names the form, so that its unsaved changes survive a reload of the page
 */
export function useSettings(key: string, onSaved?: () => void) {
  const resource = useResource<Settings>('/v1/settings')
  const [patch, setPatch] = useUnsaved(key)
  const [saved, setSaved] = useState(false)
  const isDirty = Object.keys(patch).length > 0
  const save = useAct(async () => {
    const headers = resource.etag === undefined ? {} : { 'If-Match': resource.etag }
    // The answer is what is stored now, and shown even if nothing can be read after it.
    resource.put(await ask<Settings>('/v1/settings', { method: 'PATCH', json: patch, headers }))
    setPatch({})
    setSaved(true)
    resource.reload()
    await findOut()
    onSaved?.()
  })
  return {
    resource,
    save,
    isDirty,
    saved: saved && !isDirty,
    /** The settings as they would be after saving. */
    wish: merged(resource.data ?? {}, patch) as Settings,
    change: (more: Patch) => {
      setSaved(false)
      setPatch((before) => merged(before, more, true))
    },
    discard: () => {
      setPatch({})
      save.forget()
      resource.reload()
    },
    /** Reads the version in force, and keeps the changes. */
    rebase: () => {
      save.forget()
      resource.reload()
    },
  }
}

/** Saving: the button, what came of it, and what to do when somebody else was faster. */
export function SaveRow({ form }: { form: ReturnType<typeof useSettings> }) {
  const { save, isDirty, saved, discard, rebase } = form
  const t = texts.value
  return (
    <>
      {save.problem?.code === 'changed_meanwhile' ? (
        <Notice mood="warn">
          <p>{t.problems.changed_meanwhile}</p>
          <div class="row">
            <Button size="small" kind="primary" onPress={rebase}>
              {t.problems.save_over}
            </Button>
            <Button size="small" onPress={discard}>
              {t.problems.show_theirs}
            </Button>
          </div>
        </Notice>
      ) : (
        <Failure problem={save.problem} />
      )}
      {may('editor') && (
        <div class="row">
          <Button kind="primary" type="submit" busy={save.busy} disabled={!isDirty}>
            {t.common.save}
          </Button>
          {isDirty && (
            <Button kind="quiet" onPress={discard}>
              {t.common.cancel}
            </Button>
          )}
          <span role="status" class="soft">
            {saved && t.common.saved}
          </span>
        </div>
      )}
    </>
  )
}
