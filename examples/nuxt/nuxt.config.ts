// Values come from NUXT_PAIRWELL_SECRET_KEY, NUXT_PUBLIC_PAIRWELL_URL and NUXT_PUBLIC_PAIRWELL_PUBLISHABLE_KEY when the shop starts.
export default defineNuxtConfig({
  compatibilityDate: '2026-11-01',
  app: { head: { htmlAttrs: { lang: 'en' }, title: 'A shop', link: [{ rel: 'icon', href: 'data:,' }] } },
  runtimeConfig: {
    pairwellSecretKey: '',
    // What pages may know.
    public: { pairwellUrl: 'http://127.0.0.1:8787', pairwellPublishableKey: '' },
  },
  telemetry: false,
})
