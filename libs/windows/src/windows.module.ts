import { Module } from '@nestjs/common';
import { WindowRepository } from './window.repository';
import { WindowService } from './window.service';

@Module({ providers: [WindowRepository, WindowService], exports: [WindowService] })
export class WindowsModule {}
