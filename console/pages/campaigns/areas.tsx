import { campaignTexts } from '../../texts/campaigns.ts'

/** The two parts of the area: campaigns, and triggers. */
export function Areas({ at }: { at: 'campaigns' | 'triggers' }) {
  const t = campaignTexts.value.campaigns
  return (
    <nav class="tabs" aria-label={t.areas}>
      <a href="/console/campaigns" aria-current={at === 'campaigns' ? 'page' : undefined}>
        {t.title}
      </a>
      <a href="/console/campaigns/triggers" aria-current={at === 'triggers' ? 'page' : undefined}>
        {t.triggers}
      </a>
    </nav>
  )
}
