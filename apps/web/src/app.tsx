import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enGB from 'antd/locale/en_GB';
import zhCN from 'antd/locale/zh_CN';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router';
import { ApiError } from './api/http';
import { AuthProvider } from './auth/actor';
import { router } from './routes';
import { theme } from './theme';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // An answer of the server is an answer; only silence is asked again.
      retry: (count, error) => count < 2 && !(error instanceof ApiError && error.problem.status > 0),
    },
  },
});

export function App() {
  const { i18n } = useTranslation();
  return (
    <ConfigProvider
      theme={theme}
      button={{ autoInsertSpace: false }}
      locale={i18n.language.startsWith('zh') ? zhCN : enGB}
    >
      <AntApp>
        <QueryClientProvider client={client}>
          <AuthProvider>
            <RouterProvider router={router} />
          </AuthProvider>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}
