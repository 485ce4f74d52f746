import { CounterApplicationsController } from './counter-applications.controller';
import { CounterController } from './counter.controller';
import { IntakesController } from './intakes.controller';
import { MandatesController } from './mandates.controller';
import { MarketsController } from './markets.controller';
import { PerformanceController } from './performance.controller';
import { WindowDeskController } from './window-desk.controller';
import { WindowsController } from './windows.controller';

export const windowsControllers = [
  WindowsController,
  MandatesController,
  WindowDeskController,
  IntakesController,
  CounterController,
  CounterApplicationsController,
  MarketsController,
  PerformanceController,
];
