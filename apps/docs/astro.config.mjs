/** The documentation site: hand-written pages, the API reference from TSDoc, and llms.txt. */
import starlight from '@astrojs/starlight'
import { defineConfig } from 'astro/config'
import starlightLlmsTxt from 'starlight-llms-txt'
import { createStarlightTypeDocPlugin } from 'starlight-typedoc'
import { reference } from './reference.mjs'

const apis = reference.map(({ label, folder, entry }) => {
  const [plugin, sidebarGroup] = createStarlightTypeDocPlugin()
  const options = {
    entryPoints: [`../../packages/${entry}`],
    output: `api/${folder}`,
    tsconfig: './tsconfig.typedoc.json',
    sidebar: { label: label.replace('@authchain/', ''), collapsed: true },
    typeDoc: {
      name: label,
      disableGit: true,
      disableSources: true,
      excludeExternals: true,
      excludeInternal: true,
      readme: 'none',
      skipErrorChecking: true,
      useCodeBlocks: true,
      parametersFormat: 'table',
      interfacePropertiesFormat: 'table',
      logLevel: 'Error',
    },
  }
  return { plugin: plugin(options), sidebarGroup }
})

export default defineConfig({
  site: 'https://authchain.example',
  telemetry: false,
  integrations: [
    starlight({
      title: 'authchain',
      description: 'Authorizers for AWS API Gateway, composed from plugins',
      favicon: '/favicon.svg',
      customCss: ['./src/styles/site.css'],
      plugins: [...apis.map(({ plugin }) => plugin), starlightLlmsTxt()],
      sidebar: [
        {
          label: 'Begin',
          items: [
            'start',
            'how-it-works',
            'composing',
            'routes',
            'commands',
            'gateway',
            'explain',
            'inspector',
            'check',
          ],
        },
        {
          label: 'Credentials',
          items: ['jwt', 'jwt-guides', 'api-keys', 'secrets', 'local'],
        },
        {
          label: 'Deploy',
          items: ['terraform', 'no-build', 'plugins-folder'],
        },
        {
          label: 'In depth',
          items: [
            'events',
            'denials',
            'manifest',
            'writing-a-plugin',
            'embedding',
            'observability',
            'from-python',
          ],
        },
        { label: 'Look up', items: ['errors', 'security'] },
        { label: 'API reference', collapsed: true, items: apis.map((api) => api.sidebarGroup) },
      ],
    }),
  ],
})
