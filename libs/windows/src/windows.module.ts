import { Module } from '@nestjs/common';
import { MandateService } from './mandate.service';
import { WindowDeskService } from './window-desk.service';
import { WindowRepository } from './window.repository';
import { WindowService } from './window.service';

@Module({
  providers: [WindowRepository, WindowService, MandateService, WindowDeskService],
  exports: [WindowService, MandateService, WindowDeskService],
})
export class WindowsModule {}
