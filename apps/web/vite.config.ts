import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The API serves `dist/web` of the repository root; in development Vite forwards /api to a running stack. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  resolve: {
    alias: {
      // Runs in a browser too: bidder and trustees seal and open where their keys are.
      '@jishi/sealing': fileURLToPath(new URL('../../libs/sealing/src/index.ts', import.meta.url)),
      // Of pricing the valuations alone, which need nothing of Node: a seller sees at once what an input changes.
      '@jishi/pricing': fileURLToPath(new URL('../../libs/pricing/src/valuation/index.ts', import.meta.url)),
    },
  },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/api': `http://localhost:${process.env.PORT ?? '3000'}` } },
});
