import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiSchema, ApiTags } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { CertificateService } from '@jishi/contracts';
import { Public } from '@jishi/identity';

export class CertificateQuery {
  @ApiProperty({ example: 'JSZM2026000001' })
  @IsString()
  @Length(1, 40)
  number!: string;

  @ApiProperty({ description: 'the code on the paper; spaces do not matter' })
  @IsString()
  @Length(1, 40)
  code!: string;
}

@ApiSchema({ name: 'TransactionCertificate' })
export class CertificateResponse {
  @ApiProperty() number!: string;
  @ApiProperty() contractNumber!: string;
  @ApiProperty() confirmationNumber!: string;
  @ApiProperty() title!: string;
  @ApiProperty() exchangeName!: string;
  @ApiProperty() transferorName!: string;
  @ApiProperty() transfereeName!: string;
  @ApiProperty() contractAmountMinor!: number;
  @ApiProperty() technicalAmountMinor!: number;
  @ApiProperty() paidMinor!: number;
  @ApiProperty({ format: 'date' }) issuedOn!: string;
  @ApiProperty({ description: 'SHA-256 over everything the paper says' }) contentHash!: string;
}

@ApiTags('contracts')
@Controller('certificates')
export class CertificatesController {
  constructor(private readonly certificates: CertificateService) {}

  @Get()
  @Public()
  @ApiOperation({
    summary: 'Check a transaction certificate somebody holds: its number and its code give what it says',
  })
  @ApiOkResponse({ type: CertificateResponse })
  check(@Query() { number, code }: CertificateQuery): Promise<CertificateResponse> {
    return this.certificates.check(number, code);
  }
}
