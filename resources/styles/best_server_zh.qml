<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis styleCategories="Symbology|Labeling|Rendering" version="3.22.16-Białowieża" hasScaleBasedVisibilityFlag="0" maxScale="0" minScale="1e+08">
  <pipe-data-defined-properties>
    <Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties"/>
      <Option name="type" type="QString" value="collection"/>
    </Option>
  </pipe-data-defined-properties>
  <pipe>
    <provider>
      <resampling zoomedInResamplingMethod="nearestNeighbour" zoomedOutResamplingMethod="nearestNeighbour" maxOversampling="2" enabled="false"/>
    </provider>
    <rasterrenderer alphaBand="-1" band="1" type="paletted" nodataColor="" opacity="1">
      <minMaxOrigin>
        <limits>None</limits>
        <extent>WholeRaster</extent>
        <statAccuracy>Estimated</statAccuracy>
        <cumulativeCutLower>0.02</cumulativeCutLower>
        <cumulativeCutUpper>0.98</cumulativeCutUpper>
        <stdDevFactor>2</stdDevFactor>
      </minMaxOrigin>
      <colorPalette>
        <paletteEntry color="#a6cee3" alpha="255" label="扇区 0" value="0"/>
        <paletteEntry color="#cab2d6" alpha="255" label="扇区 1" value="1"/>
        <paletteEntry color="#b2df8a" alpha="255" label="扇区 2" value="2"/>
        <paletteEntry color="#d9d2a6" alpha="255" label="扇区 3" value="3"/>
        <paletteEntry color="#8fb8c9" alpha="255" label="扇区 4" value="4"/>
        <paletteEntry color="#c9a6b8" alpha="255" label="扇区 5" value="5"/>
        <paletteEntry color="#9fc9b0" alpha="255" label="扇区 6" value="6"/>
        <paletteEntry color="#b8b8d9" alpha="255" label="扇区 7" value="7"/>
        <paletteEntry color="#d9c6e3" alpha="255" label="扇区 8" value="8"/>
        <paletteEntry color="#a8d0d0" alpha="255" label="扇区 9" value="9"/>
        <paletteEntry color="#c6d9a0" alpha="255" label="扇区 10" value="10"/>
        <paletteEntry color="#b0bcc8" alpha="255" label="扇区 11" value="11"/>
        <paletteEntry color="#a6cee3" alpha="255" label="扇区 12" value="12"/>
        <paletteEntry color="#cab2d6" alpha="255" label="扇区 13" value="13"/>
        <paletteEntry color="#b2df8a" alpha="255" label="扇区 14" value="14"/>
        <paletteEntry color="#d9d2a6" alpha="255" label="扇区 15" value="15"/>
        <paletteEntry color="#8fb8c9" alpha="255" label="扇区 16" value="16"/>
        <paletteEntry color="#c9a6b8" alpha="255" label="扇区 17" value="17"/>
        <paletteEntry color="#9fc9b0" alpha="255" label="扇区 18" value="18"/>
        <paletteEntry color="#b8b8d9" alpha="255" label="扇区 19" value="19"/>
        <paletteEntry color="#d9c6e3" alpha="255" label="扇区 20" value="20"/>
        <paletteEntry color="#a8d0d0" alpha="255" label="扇区 21" value="21"/>
        <paletteEntry color="#c6d9a0" alpha="255" label="扇区 22" value="22"/>
        <paletteEntry color="#b0bcc8" alpha="255" label="扇区 23" value="23"/>
        <paletteEntry color="#a6cee3" alpha="255" label="扇区 24" value="24"/>
        <paletteEntry color="#cab2d6" alpha="255" label="扇区 25" value="25"/>
        <paletteEntry color="#b2df8a" alpha="255" label="扇区 26" value="26"/>
        <paletteEntry color="#d9d2a6" alpha="255" label="扇区 27" value="27"/>
        <paletteEntry color="#8fb8c9" alpha="255" label="扇区 28" value="28"/>
        <paletteEntry color="#c9a6b8" alpha="255" label="扇区 29" value="29"/>
        <paletteEntry color="#9fc9b0" alpha="255" label="扇区 30" value="30"/>
        <paletteEntry color="#b8b8d9" alpha="255" label="扇区 31" value="31"/>
        <paletteEntry color="#d9c6e3" alpha="255" label="扇区 32" value="32"/>
        <paletteEntry color="#a8d0d0" alpha="255" label="扇区 33" value="33"/>
        <paletteEntry color="#c6d9a0" alpha="255" label="扇区 34" value="34"/>
        <paletteEntry color="#b0bcc8" alpha="255" label="扇区 35" value="35"/>
        <paletteEntry color="#a6cee3" alpha="255" label="扇区 36" value="36"/>
        <paletteEntry color="#cab2d6" alpha="255" label="扇区 37" value="37"/>
        <paletteEntry color="#b2df8a" alpha="255" label="扇区 38" value="38"/>
        <paletteEntry color="#d9d2a6" alpha="255" label="扇区 39" value="39"/>
        <paletteEntry color="#8fb8c9" alpha="255" label="扇区 40" value="40"/>
        <paletteEntry color="#c9a6b8" alpha="255" label="扇区 41" value="41"/>
        <paletteEntry color="#9fc9b0" alpha="255" label="扇区 42" value="42"/>
        <paletteEntry color="#b8b8d9" alpha="255" label="扇区 43" value="43"/>
        <paletteEntry color="#d9c6e3" alpha="255" label="扇区 44" value="44"/>
        <paletteEntry color="#a8d0d0" alpha="255" label="扇区 45" value="45"/>
        <paletteEntry color="#c6d9a0" alpha="255" label="扇区 46" value="46"/>
        <paletteEntry color="#b0bcc8" alpha="255" label="扇区 47" value="47"/>
        <paletteEntry color="#a6cee3" alpha="255" label="扇区 48" value="48"/>
        <paletteEntry color="#cab2d6" alpha="255" label="扇区 49" value="49"/>
        <paletteEntry color="#b2df8a" alpha="255" label="扇区 50" value="50"/>
        <paletteEntry color="#d9d2a6" alpha="255" label="扇区 51" value="51"/>
        <paletteEntry color="#8fb8c9" alpha="255" label="扇区 52" value="52"/>
        <paletteEntry color="#c9a6b8" alpha="255" label="扇区 53" value="53"/>
        <paletteEntry color="#9fc9b0" alpha="255" label="扇区 54" value="54"/>
        <paletteEntry color="#b8b8d9" alpha="255" label="扇区 55" value="55"/>
        <paletteEntry color="#d9c6e3" alpha="255" label="扇区 56" value="56"/>
        <paletteEntry color="#a8d0d0" alpha="255" label="扇区 57" value="57"/>
        <paletteEntry color="#c6d9a0" alpha="255" label="扇区 58" value="58"/>
        <paletteEntry color="#b0bcc8" alpha="255" label="扇区 59" value="59"/>
      </colorPalette>
    </rasterrenderer>
    <brightnesscontrast gamma="1" contrast="0" brightness="0"/>
    <huesaturation saturation="0" colorizeGreen="128" invertColors="0" grayscaleMode="0" colorizeStrength="100" colorizeRed="255" colorizeOn="0" colorizeBlue="128"/>
    <rasterresampler maxOversampling="2"/>
    <resamplingStage>resamplingFilter</resamplingStage>
  </pipe>
  <blendMode>0</blendMode>
</qgis>
