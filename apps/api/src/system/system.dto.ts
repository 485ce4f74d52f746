import { ApiProperty } from '@nestjs/swagger';

export class HealthResponse {
  @ApiProperty({ enum: ['ok'] }) status!: 'ok';
  @ApiProperty({ enum: ['ok'], description: 'the database answered and has the tables of this version' })
  database!: 'ok';
  @ApiProperty({ enum: ['on', 'off'], description: 'whether files are looked through by a virus scanner' })
  virusScan!: 'on' | 'off';
  @ApiProperty({ example: '0.1.0' }) version!: string;
  @ApiProperty({ description: 'seconds since this process started' }) uptimeSeconds!: number;
}

export class DemoLoginResponse {
  @ApiProperty({ example: 'bidder1' }) login!: string;
  @ApiProperty() password!: string;
  @ApiProperty() name!: string;
  @ApiProperty() organisation!: string;
  @ApiProperty({ example: 'bidder' }) role!: string;
}

export class ConfigResponse {
  @ApiProperty({ description: 'simulated payments and demo logins are on' }) demo!: boolean;
  @ApiProperty({ example: 3001 }) gatewayPort!: number;
  @ApiProperty({ type: String, nullable: true, description: 'address of the gateway when it is not this host' })
  gatewayUrl!: string | null;
  @ApiProperty({ type: [DemoLoginResponse], description: 'empty outside demo mode' }) demoLogins!: DemoLoginResponse[];
  @ApiProperty({ example: '0.1.0' }) version!: string;
}

export class TimeResponse {
  @ApiProperty({ description: 'database time, milliseconds since 1970' }) nowMs!: number;
  @ApiProperty({ description: 'the most by which it can be wrong' }) errorMs!: number;
}
